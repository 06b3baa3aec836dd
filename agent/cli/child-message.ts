import type { ChildMessage } from '../contract/child-message.ts';

/** Does nothing without a channel, or when the parent is gone. */
export function tellParent(message: ChildMessage): void {
  if (process.send === undefined || !process.connected) return;
  // The callback keeps a channel that closes in this moment from throwing.
  process.send(message, undefined, undefined, () => {});
}
