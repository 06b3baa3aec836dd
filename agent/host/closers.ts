type Close = () => void | Promise<void>;

/** What is open, in the order of opening. */
export interface Closers {
  add(close: Close): void;
  /** Closes backwards, and everything: one that fails keeps no other open. Called again it ends when the first has. Rejects with an `AggregateError` of what failed. */
  closeAll(): Promise<void>;
}

export function createClosers(): Closers {
  const open: Close[] = [];
  let closing: Promise<void> | undefined;
  const closeEach = async () => {
    const faults: unknown[] = [];
    for (let close = open.pop(); close !== undefined; close = open.pop()) {
      try {
        await close();
      } catch (error) {
        faults.push(error);
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, 'not everything closed well');
  };
  return {
    add: (close) => {
      open.push(close);
    },
    closeAll: () => (closing ??= closeEach()),
  };
}
