import { readOperation } from '../domain/operations/read-operation.ts';
import { holdRelease, type HeldPoints } from './hold-release.ts';
import type { Till } from './till.ts';

const metaKey = 'asked-holds';

/**
 * Holds that the centre was asked for and whose answer has not been dealt with yet. Written durably before the question:
 * an agent that dies in between finds them at its next start, one that could not write the answer before its next write, and
 * gives back what nobody heard of, instead of letting the customer's points lie aside until they expire.
 */
export function rememberAskedHold(till: Till, asked: HeldPoints): void {
  till.meta.set(metaKey, JSON.stringify([...askedHolds(till), asked]));
}

/** The answer is in the journal or in the sale. */
export function forgetAskedHold(till: Till, holdId: string): void {
  till.meta.set(metaKey, JSON.stringify(askedHolds(till).filter((asked) => asked.holdId !== holdId)));
}

/**
 * Releases every asked hold but those that are being asked for now, that a sale already names, or that were released before a fault kept
 * them from being forgotten. Returns how many it released.
 */
export function releaseAskedHolds(till: Till): number {
  const asked = askedHolds(till);
  const answered = asked.filter(({ holdId }) => !till.asking.has(holdId));
  if (answered.length === 0) return 0;
  const unheard = answered.filter((hold) => !isSettled(till, hold));
  if (unheard.length > 0) till.journal.append(unheard.map((hold) => holdRelease(till, hold, 'ambiguous')), till.clock.now(), {});
  till.meta.set(metaKey, JSON.stringify(asked.filter((hold) => !answered.includes(hold))));
  return unheard.length;
}

function isSettled(till: Till, { saleId, holdId }: HeldPoints): boolean {
  if (till.sales.find(saleId)?.cover?.hold?.holdId === holdId) return true;
  return till.journal.operationsOfSale(saleId).some((stored) => {
    const read = readOperation(stored);
    return read.ok && read.body.kind === 'hold-released' && read.body.payload.holdId === holdId;
  });
}

/** Only this file writes the key, so its shape needs no check. */
function askedHolds(till: Till): HeldPoints[] {
  return JSON.parse(till.meta.get(metaKey) ?? '[]') as HeldPoints[];
}
