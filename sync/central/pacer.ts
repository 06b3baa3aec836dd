import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work for one request may hold the event loop so long; a cashier's hold waits behind it. */
const sliceMs = 5;

/** Lets other requests in between the parts of a long computation: `if (pacer.isDue()) await pacer.rest()`. */
export function createPacer(): { isDue(): boolean; rest(): Promise<void> } {
  let beganMs = performance.now();
  return {
    isDue: () => performance.now() - beganMs >= sliceMs,
    rest: async () => {
      await nextTurn();
      beganMs = performance.now();
    },
  };
}
