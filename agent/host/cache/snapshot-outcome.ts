/** How a build ended, as it crosses from one thread to the other: classes of errors do not. */
export type SnapshotOutcome =
  | { type: 'built' }
  /** The download is no snapshot */
  | { type: 'rubbish'; message: string }
  /** The disk, or a mistake of ours */
  | { type: 'failed'; message: string; code?: string };
