/**
 * Faults that are made on purpose, to prove that the replay's oracle sees them (`CENTRAL_FAILPOINT`, read once; none by default):
 *   drop-operation    the fifth sale is acknowledged as applied, but neither stored nor booked
 *   double-operation  the fifth sale that moves points is booked a second time under another operation id
 */
const failpoint = process.env['CENTRAL_FAILPOINT'] ?? '';
const known = ['', 'drop-operation', 'double-operation'];
if (!known.includes(failpoint)) throw new Error(`CENTRAL_FAILPOINT=${failpoint} is not known; there are ${known.slice(1).join(', ')}`);

const faultySale = 5;
let salesSeen = 0;

/** Which fault is switched on, for the log; undefined in every ordinary run. */
export const activeFailpoint: string | undefined = failpoint === '' ? undefined : failpoint;

/** Asked once for every new sale. */
export function isSaleDropped(): boolean {
  return failpoint === 'drop-operation' && ++salesSeen === faultySale;
}

/** Asked once for every sale that books points. */
export function isSaleDoubled(): boolean {
  return failpoint === 'double-operation' && ++salesSeen === faultySale;
}
