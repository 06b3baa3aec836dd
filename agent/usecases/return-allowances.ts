import { postings } from '../domain/ledger/effects.ts';
import { marginMs, usableUntilMs } from '../domain/redemption/usable-allowance.ts';
import { accountNow } from './customer-state.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { Allowance } from '../domain/customer/account.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { Till } from './till.ts';

/** More open sales with points than any till has. */
const maxOpenSales = 1_000;

/**
 * Gives back what is left of allowances that were recalled or may not be used any more, at most `most` of them; returns how many. From then on the till never spends of them.
 * One that an open sale has reserved waits until that sale ends. Nothing is given back by a clock that is suspect, nor by a journal that the centre does not take.
 */
export function returnAllowances(till: Till, most: number): number {
  const compiled = till.activeBundle();
  const now = till.clock.now();
  if (compiled === undefined || now.clock === 'suspect' || till.authority.standing().isQuarantined) return 0;
  const reserved = reservedAllowances(till);
  const isDue = (allowance: Allowance): boolean =>
    allowance.journalId === till.journal.journalId && !reserved.has(allowance.allowanceId) && (allowance.recalled === true || usableUntilMs(allowance, compiled.bundle.redemption) <= now.atMs);
  const drafts: OperationDraft[] = [];
  for (const accountId of till.cache.dueAllowances(till.journal.journalId, now.atMs + marginMs(compiled.bundle.redemption))) {
    if (drafts.length >= most) break;
    const due = accountNow(till, accountId)?.account.allowances?.filter(isDue) ?? [];
    drafts.push(...due.map((allowance) => returnOf(till, compiled, accountId, allowance)));
  }
  if (drafts.length > 0) till.journal.append(drafts, now, {});
  return drafts.length;
}

function returnOf(till: Till, { bundle }: CompiledBundle, accountId: string, { allowanceId, points, recalled }: Allowance): OperationDraft {
  return {
    kind: 'allowance-returned',
    schema: 1,
    opId: till.ids.next(),
    payload: {
      programmeId: bundle.programmeId, allowanceId, accountId, points, reason: recalled === true ? 'recalled' : 'expired',
      effects: postings({ earned: 0, pending: 0, spent: 0, leased: points }),
    },
  };
}

function reservedAllowances(till: Till): ReadonlySet<string> {
  return new Set(till.sales.list(['held', 'in-doubt'], maxOpenSales).flatMap(({ cover }) => cover?.allowance?.allowanceId ?? []));
}
