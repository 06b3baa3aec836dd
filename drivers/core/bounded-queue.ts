/** So long may one turn of the event loop be held by what waits here. */
const sliceMs = 5;

/** Hands things on one after the other, in slices between which everything else has its turn. It never holds more than `max`. */
export interface BoundedQueue<Thing> {
  /** False where it is full, and then the thing is not taken */
  push(thing: Thing): boolean;
  clear(): void;
}

export function createBoundedQueue<Thing>(max: number, handle: (thing: Thing) => void): BoundedQueue<Thing> {
  let waiting: Thing[] = [];
  let isDraining = false;

  const drain = (): void => {
    const untilMs = performance.now() + sliceMs;
    let done = 0;
    for (const thing of waiting) {
      done += 1;
      handle(thing);
      if (performance.now() >= untilMs) break;
    }
    waiting = waiting.slice(done);
    isDraining = waiting.length > 0;
    if (isDraining) setImmediate(drain);
  };
  return {
    push: (thing) => {
      if (waiting.length >= max) return false;
      waiting.push(thing);
      if (!isDraining) {
        isDraining = true;
        setImmediate(drain);
      }
      return true;
    },
    clear: () => {
      waiting = [];
    },
  };
}
