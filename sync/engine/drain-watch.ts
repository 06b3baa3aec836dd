import type { Outbox } from '../../agent/ports/outbox.ts';
import { maxPushOperations } from '../protocol/messages.ts';
import { createWakeup } from './wakeup.ts';

/**
 * Whether a long queue is being told to the centre. Until it is told to its end, hearing what others did only costs both sides: the same accounts change again and again meanwhile.
 *
 *   even ── more than a batch waits ──► draining ── nothing waits ──► even
 *                                          │  ▲
 *                  a whole pause without   │  │  the centre takes something
 *                                          ▼  │
 *                                         stuck      the feed is read as if nothing waited: it may be long
 */
export interface DrainWatch {
  isDraining(): boolean;
  /** Resolves when nothing waits any more, or after `timeoutMs`. Rejects with the signal's reason. */
  pause(signal: AbortSignal, timeoutMs: number): Promise<void>;
  /** The centre took some of what waits. */
  noteSettled(): void;
  /** The contact is a new one: what was stuck may move. */
  begin(): void;
}

export function createDrainWatch(outbox: Pick<Outbox, 'head' | 'position'>): DrainWatch {
  const told = createWakeup();
  let isLong = false;
  let isMoving = true;
  const look = (): boolean => {
    isLong = outbox.head().seq - outbox.position().seq > (isLong ? 0 : maxPushOperations);
    return isLong;
  };
  return {
    isDraining: () => look() && isMoving,
    async pause(signal, timeoutMs) {
      isMoving = false;
      await told.wait(signal, timeoutMs);
    },
    noteSettled() {
      isMoving = true;
      if (!look()) told.ring();
    },
    begin() {
      isMoving = true;
    },
  };
}
