import { holdRelease, type HeldPoints } from './hold-release.ts';
import type { Till } from './till.ts';

const metaKey = 'asked-holds';

/**
 * Holds that the centre was asked for and whose answer has not been dealt with yet. Written durably before the question:
 * an agent that dies in between finds them at its next start and gives back what nobody heard of, instead of letting the
 * customer's points lie aside until they expire.
 */
export function rememberAskedHold(till: Till, asked: HeldPoints): void {
  till.meta.set(metaKey, JSON.stringify([...askedHolds(till), asked]));
}

/** The answer is in the journal or in the sale. */
export function forgetAskedHold(till: Till, holdId: string): void {
  till.meta.set(metaKey, JSON.stringify(askedHolds(till).filter((asked) => asked.holdId !== holdId)));
}

/** At a start: releases every asked hold but those that a sale already names. Returns how many it released. */
export function releaseAskedHolds(till: Till): number {
  const unheard = askedHolds(till).filter(({ saleId, holdId }) => till.sales.find(saleId)?.hold?.holdId !== holdId);
  if (unheard.length > 0) till.journal.append(unheard.map((asked) => holdRelease(till, asked, 'ambiguous')), till.clock.now(), {});
  if (askedHolds(till).length > 0) till.meta.set(metaKey, '[]');
  return unheard.length;
}

/** Only this file writes the key, so its shape needs no check. */
function askedHolds(till: Till): HeldPoints[] {
  return JSON.parse(till.meta.get(metaKey) ?? '[]') as HeldPoints[];
}
