import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Work for one request may hold the event loop so long. */
const sliceMs = 5;
/** While somebody waits: a hold is ten statements, and behind each of them stands a slice of every push in hand */
const sliceInHasteMs = 1;

/** Requests in hand that somebody waits for; of the process, as its event loop is */
let hurried = 0;

/** What is asked here a cashier or a customer waits for: long computations make way for it. */
export function inHaste(server: FastifyInstance): void {
  server.addHook('onRequest', (_request, reply, done) => {
    hurried += 1;
    reply.raw.once('close', () => (hurried -= 1));
    done();
  });
}

/** Lets other requests in between the parts of a long computation: `if (pacer.isDue()) await pacer.rest()`. */
export function createPacer(): { isDue(): boolean; rest(): Promise<void> } {
  let beganMs = performance.now();
  return {
    isDue: () => performance.now() - beganMs >= (hurried > 0 ? sliceInHasteMs : sliceMs),
    rest: async () => {
      await nextTurn();
      beganMs = performance.now();
    },
  };
}
