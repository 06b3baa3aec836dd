export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Lets so many works run at once; the others wait in the order in which they came. */
export function createGate(atOnce: number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      // it takes this one's place
      else next();
    }
  };
}
