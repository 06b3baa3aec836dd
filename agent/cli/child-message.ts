import type { ExitCode } from './cli-failure.ts';

/** What `till agent` and `till central` tell the process that started them with a channel. */
export type ChildMessage =
  | { type: 'ready'; url: string }
  /** It could not start; it prints nothing itself, so that there is one line and not two. */
  | { type: 'failed'; sentence: string; code: string; exitCode: ExitCode };

/** Does nothing without a channel, or when the parent is gone. */
export function tellParent(message: ChildMessage): void {
  if (process.send === undefined || !process.connected) return;
  // The callback keeps a channel that closes in this moment from throwing.
  process.send(message, undefined, undefined, () => {});
}
