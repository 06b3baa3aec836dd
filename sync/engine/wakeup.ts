/** A latch that one loop waits on and anybody may ring. A ring while nobody waits is kept, so that none is ever missed. */
export interface Wakeup {
  ring(): void;
  /** Resolves at the next ring, or after `timeoutMs` where given. Rejects with the signal's reason. */
  wait(signal: AbortSignal, timeoutMs?: number): Promise<void>;
}

export function createWakeup(): Wakeup {
  let hasRung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      hasRung = true;
      wake?.();
    },
    async wait(signal, timeoutMs) {
      signal.throwIfAborted();
      if (!hasRung) {
        await new Promise<void>((resolve, reject) => {
          const onAbort = (): void => {
            clearTimeout(timer);
            reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
          };
          const timer = timeoutMs === undefined ? undefined : setTimeout(() => wake?.(), timeoutMs);
          wake = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', onAbort);
            resolve();
          };
          signal.addEventListener('abort', onAbort, { once: true });
        }).finally(() => {
          wake = undefined;
        });
      }
      hasRung = false;
    },
  };
}
