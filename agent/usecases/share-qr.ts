import { isDynamicQr } from '../domain/cards/dynamic-qr.ts';
import { isRemembered, proveQr, rememberCode } from './prove-qr.ts';
import { JournalFault } from '../ports/journal.ts';
import type { Till } from './till.ts';

/**
 * Before a sale takes a code of the application that this till has not seen: asks the centre whose it is, where that is in reach. One that another till has
 * used is remembered as used, so that the sale refuses it as any other. Out of reach, or late, the code counts by its signature and its age alone.
 */
export async function shareQr(till: Till, saleId: string, code: string | undefined): Promise<void> {
  const compiled = till.activeBundle();
  if (code === undefined || compiled === undefined || !isDynamicQr(code) || !till.authority.standing().isReachable) return;
  const proven = proveQr(till, compiled, code, { saleId });
  if (!proven.ok || isRemembered(till, proven.proof)) return;
  const answer = await till.authority.useQr(proven.proof, saleId, till.budgets.returnableMs);
  if (answer.outcome !== 'used') return;
  try {
    rememberCode(till, answer.saleId, proven);
  } catch (error) {
    if (!(error instanceof JournalFault)) throw error;
  }
}
