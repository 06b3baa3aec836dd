interface Source<Value> {
  subscribe(observer: { next(value: Value): void; complete(): void }): { unsubscribe(): void };
}

/** A stream as `for await` reads it, until it or the signal ends. What comes meanwhile waits. */
export async function* eachValueFrom<Value, Mapped>(source: Source<Value>, signal: AbortSignal, map: (value: Value) => Mapped): AsyncGenerator<Mapped> {
  const waiting: Mapped[] = [];
  let isOver = signal.aborted;
  let wake: () => void = () => undefined;
  const end = (): void => {
    isOver = true;
    wake();
  };
  const subscription = source.subscribe({
    next: (value) => {
      waiting.push(map(value));
      wake();
    },
    complete: end,
  });
  signal.addEventListener('abort', end);
  try {
    for (;;) {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next;
      if (isOver) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (waiting.length > 0 || isOver) resolve();
      });
    }
  } finally {
    subscription.unsubscribe();
    signal.removeEventListener('abort', end);
  }
}
