import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { pinCostLog2, type PinVerifier } from '../../domain/operators/staff-list.ts';
import type { PinChecker } from '../../ports/operators.ts';

/** Beyond these a PIN is not checked: whoever sends more is no person at a keypad. */
const maxWaiting = 8;

/** Checked in place of somebody who is not there, at the cost at which the centre makes verifiers. */
const nobody: PinVerifier = { algorithm: 'scrypt', costLog2: pinCostLog2, blockSize: 8, parallelism: 1, salt: randomBytes(16).toString('base64'), hash: randomBytes(32).toString('base64') };

/**
 * One at a time, on the thread pool: three of its four threads stay free for the disk, and the event loop for sales.
 */
export function createPinChecker(): PinChecker {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    async check(pin, verifier) {
      if (waiting >= maxWaiting) return 'busy';
      waiting += 1;
      const mine = last.then(() => isRight(pin, verifier ?? nobody));
      last = mine.catch(() => undefined);
      try {
        return (await mine) && verifier !== undefined ? 'right' : 'wrong';
      } finally {
        waiting -= 1;
      }
    },
  };
}

function isRight(pin: string, { costLog2, blockSize, parallelism, salt, hash }: PinVerifier): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64');
  const cost = 2 ** costLog2;
  return new Promise((resolve, reject) => {
    // Node's own bound is 32 MiB, which a cost of 2^15 reaches exactly.
    scrypt(pin, Buffer.from(salt, 'base64'), expected.length, { cost, blockSize, parallelization: parallelism, maxmem: 256 * cost * blockSize }, (error, derived) => {
      if (error === null) resolve(timingSafeEqual(derived, expected));
      else reject(error);
    });
  });
}
