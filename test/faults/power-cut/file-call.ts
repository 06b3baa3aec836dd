/** One call of a process that changed, or may have changed, what lies in its folder; and what it said on its standard output. Paths are as the process named them. */
export type FileCall =
  | { kind: 'open'; path: string; fd: number; creates: boolean; truncates: boolean; appends: boolean }
  | { kind: 'close'; fd: number }
  /** Without `offset` at the file's own position */
  | { kind: 'write'; fd: number; offset?: number; data: Buffer }
  | { kind: 'seek'; fd: number; position: number }
  | { kind: 'truncate'; fd: number; size: number }
  | { kind: 'sync'; fd: number }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'unlink'; path: string }
  | { kind: 'make-folder'; path: string }
  /** A way to change a file that the model does not know: the recording is worth nothing if it concerns one of ours */
  | { kind: 'unknown'; fd: number; call: string };
