import type { Basket } from '../domain/basket/basket.ts';
import type { ProgrammeState } from '../domain/pricing/programme-state.ts';
import type { Till } from './till.ts';

/**
 * What this till knows of the programme's state, as far as the basket's price depends on it: what the centre last told, and own sales that this does
 * not contain yet, and what must not act since the centre cannot be asked. Coupons and budgets that other tills used meanwhile are not known here until the feed tells of them.
 */
export function programmeNow(till: Till, basket: Pick<Basket, 'coupons'>, withheld?: ProgrammeState['withheld']): ProgrammeState | undefined {
  const known = knownOf(till, basket);
  return withheld === undefined ? known : { ...known, withheld };
}

function knownOf(till: Till, { coupons = [] }: Pick<Basket, 'coupons'>): ProgrammeState | undefined {
  const told = till.cache.programme(coupons);
  if (coupons.length === 0 && told.budgets === undefined) return undefined;
  const view = till.cache.view();
  const own = till.ownCounts.since(view?.through.journalId === till.journal.journalId ? view.through.seq : 0);
  const budgets = told.budgets?.map(({ promotionId, leftMinor }) => ({ promotionId, leftMinor: Math.max(0, leftMinor - (own.discountMinor.get(promotionId) ?? 0)) }));
  const usedCoupons = coupons.filter((code) => own.coupons.has(code) || (told.usedCoupons?.includes(code) === true && !own.freed.has(code)));
  if (budgets === undefined && usedCoupons.length === 0) return undefined;
  return { ...(budgets === undefined ? {} : { budgets }), ...(usedCoupons.length === 0 ? {} : { usedCoupons }) };
}
