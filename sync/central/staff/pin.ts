import { randomBytes, randomInt, scrypt } from 'node:crypto';
import { pinCostLog2, type PinVerifier } from '../../../agent/domain/operators/staff-list.ts';
import { ProblemError } from '../problem-error.ts';

const hashBytes = 32;

/** What tills check a PIN against, with a salt of its own. */
export async function makePinVerifier(pin: string, salt: Buffer = randomBytes(16)): Promise<PinVerifier> {
  const cost = 2 ** pinCostLog2;
  const [blockSize, parallelism] = [8, 1];
  const hash = await new Promise<Buffer>((resolve, reject) => {
    scrypt(pin, salt, hashBytes, { cost, blockSize, parallelization: parallelism, maxmem: 256 * cost * blockSize }, (error, derived) => {
      if (error === null) resolve(derived);
      else reject(error);
    });
  });
  return { algorithm: 'scrypt', costLog2: pinCostLog2, blockSize, parallelism, salt: salt.toString('base64'), hash: hash.toString('base64') };
}

/** @throws ProblemError `pin-weak` for the PINs that are guessed first */
export function assertStrong(pin: string): void {
  const steps = Array.from(pin.slice(1), (digit, index) => Number(digit) - Number(pin[index]));
  if (steps.every((step) => step === steps[0] && Math.abs(step) <= 1)) throw new ProblemError('pin-weak', 'Take a PIN that is neither one digit again and again nor a run such as 1234.');
}

/** Six digits that `assertStrong` takes. */
export function generatePin(): string {
  for (;;) {
    const pin = String(randomInt(0, 1_000_000)).padStart(6, '0');
    try {
      assertStrong(pin);
      return pin;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }
}
