import type { Outbox } from '../../ports/outbox.ts';

export interface AppendListeners {
  add: Outbox['onAppend'];
  notify(): void;
}

export function createAppendListeners(): AppendListeners {
  const listeners = new Set<() => void>();
  return {
    add: (listener) => {
      // A wrapper of its own, so that the same function may subscribe twice.
      const entry = (): void => listener();
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    notify: () => {
      for (const listener of listeners) {
        try {
          listener();
        } catch (error) {
          // The operation is committed: a listener's bug must surface, but not as a failed append.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
