import { storeTime } from './store-time.ts';

/** The longest number that the contract takes. */
const maxLength = 64;

/**
 * The page stands in for the till software where there is none, so it makes the receipt's number: till, day and second,
 * "store17-till3-20261122-145207". One till finishes one sale at a time, so a second is enough.
 */
export function receiptNumber(till: { storeId: string; tillId: string }, atMs: number, timeZone: string | undefined): string {
  const place = till.tillId.startsWith(till.storeId) ? till.tillId : `${till.storeId}-${till.tillId}`;
  const { stamp } = storeTime(atMs, timeZone);
  return `${place.slice(0, maxLength - stamp.length - 1)}-${stamp}`;
}
