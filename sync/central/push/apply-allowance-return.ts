import { postings } from '../../../agent/domain/ledger/effects.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import type { AllowanceReturned } from '../../../agent/domain/operations/operation.ts';
import { isLive } from '../accounts/allowance-record.ts';
import { returnAllowance } from '../accounts/book-allowances.ts';
import { settleAccount } from '../accounts/settle-account.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { whyShort } from './settle-allowance.ts';

/**
 * Gives back what a till has left of an allowance. One that ended here before moves nothing: its points went back then.
 * More than is left is a defect, unless this database was restored and has forgotten some: what is left goes back.
 */
export function applyAllowanceReturn(state: BatchState, item: BatchItem, returned: AllowanceReturned): Outcome {
  const { books } = state;
  const { accountId, allowanceId } = returned;
  if (books.accounts.get(accountId)?.programmeId !== returned.programmeId) return { verdict: 'parked', reason: 'account-unknown' };
  const allowance = books.allowances.get(allowanceId);
  if (allowance === undefined) {
    // a centre that was restored to before the grant: the till's postings have none here, and somebody may ask why
    report(state, item, 'drift', accountId, { what: 'allowance', allowanceId, why: 'allowance-unknown' });
    return { verdict: 'parked', reason: 'allowance-unknown' };
  }
  if (allowance.accountId !== accountId || allowance.tillId !== item.tillId) return defect(state, item, accountId, { allowanceId, why: 'allowance-elsewhere' });
  if (!isLive(allowance)) {
    report(state, item, 'drift', accountId, { what: 'allowance', allowanceId, why: `allowance-${allowance.state}` });
    return { verdict: 'applied', accountId };
  }
  settleAccount(books, accountId, state.today, item.opId);
  const points = Math.min(returned.points, allowance.points);
  returnAllowance(books, allowance, points, item.opId);
  if (points < returned.points) {
    const detail = { allowanceId, why: whyShort(allowance), stated: returned.points, points };
    if (detail.why === 'allowance-overspent') return defect(state, item, accountId, detail);
    report(state, item, 'drift', accountId, { what: 'allowance', ...detail });
    return { verdict: 'applied', accountId };
  }
  const effects = postings({ earned: 0, pending: 0, spent: 0, leased: points });
  if (!sameJson(effects, returned.effects)) return defect(state, item, accountId, { allowanceId, why: 'effects' });
  return { verdict: 'applied', accountId };
}

function defect(state: BatchState, item: BatchItem, accountId: string, detail: Readonly<Record<string, string | number>>): Outcome {
  report(state, item, 'defect', accountId, { what: 'allowance', ...detail });
  return { verdict: 'parked', reason: 'defect', accountId };
}
