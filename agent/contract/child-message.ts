/** What an agent or a central tells the process that started it with a channel: the desktop shell, `till start`, a test. */
export type ChildMessage =
  | { type: 'ready'; url: string }
  /** It could not start; it prints nothing itself, so that there is one line and not two. */
  | { type: 'failed'; sentence: string; code: string; exitCode: 0 | 1 | 2 };
