/** Who looked up which cards lately, on the disk. */
export interface KeptLookUps {
  since(sinceMs: number): readonly { readonly who: string; readonly code: string; readonly atMs: number }[];
  /** Again with the same person and code it is only later. What is older than `forgetBeforeMs` goes. */
  note(who: string, code: string, atMs: number, forgetBeforeMs: number): void;
}
