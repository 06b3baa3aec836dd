import Type from 'typebox';
import { CouponCode } from '../basket/basket.ts';
import type { CompiledBundle } from '../bundle/compiled.ts';
import type { Account } from '../customer/account.ts';
import type { LimitPeriod } from '../promotions/promotion.ts';
import { AmountMinor, Id, LocalDate, Strict } from '../scalars.ts';
import { firstDayOf } from '../time/calendar.ts';
import type { SaleCommitted } from './operation.ts';

/** What a finished sale uses up, besides points. Fields are absent where there is nothing. */
export const SaleCounts = Strict({
  /** Promotions with a limit per customer that acted, and the first day of the period that it counts in */
  usage: Type.Optional(Type.Array(Strict({ promotionId: Id, since: LocalDate }))),
  /** Coupons that can be used once and were */
  coupons: Type.Optional(Type.Array(CouponCode)),
  /** Money of budgets that was given */
  budgets: Type.Optional(Type.Array(Strict({ promotionId: Id, discountMinor: AmountMinor }))),
});
export type SaleCounts = Type.Static<typeof SaleCounts>;

/** Where a limit counts for ever, all is in one period. */
const forEver = '1970-01-01';

/** The first day of the period that a limit counts in on this day. */
export function periodOf(period: LimitPeriod, day: string): string {
  return period === 'ever' ? forEver : firstDayOf(period, day);
}

/** What the sale uses up by the bundle that it was priced with; undefined where that is nothing. */
export function countsOf(compiled: CompiledBundle, { result, time, accountId }: Pick<SaleCommitted, 'result' | 'time' | 'accountId'>): SaleCounts | undefined {
  const usage = accountId === undefined ? [] : actingPromotions(result).flatMap((promotionId) => {
    const period = compiled.promotions.find(promotionId)?.limits.perCustomer?.period;
    return period === undefined ? [] : [{ promotionId, since: periodOf(period, time.localDate) }];
  });
  const coupons = result.coupons === undefined ? [] : onceUsed(compiled, result.coupons);
  const budgets = result.promotions.flatMap(({ promotionId, discountMinor }) =>
    (discountMinor > 0 && compiled.promotions.find(promotionId)?.limits.budget !== undefined ? [{ promotionId, discountMinor }] : []));
  if (usage.length + coupons.length + budgets.length === 0) return undefined;
  return {
    ...(usage.length === 0 ? {} : { usage }),
    ...(coupons.length === 0 ? {} : { coupons }),
    ...(budgets.length === 0 ? {} : { budgets }),
  };
}

function onceUsed({ bundle }: CompiledBundle, shown: NonNullable<SaleCommitted['result']['coupons']>): string[] {
  const once = new Set((bundle.coupons ?? []).flatMap((kind) => (kind.once === true ? [kind.id] : [])));
  return shown.flatMap(({ code, couponId, status }) => (status === 'applied' && couponId !== undefined && once.has(couponId) ? [code] : []));
}

/** Promotions that gave anything: money, points, a gift, a coupon or a message. */
function actingPromotions({ promotions, gifts = [], couponsIssued = [], messages }: SaleCommitted['result']): string[] {
  return [...new Set([...promotions, ...gifts, ...couponsIssued, ...messages].map(({ promotionId }) => promotionId))];
}

/** The account with one more purchase. A row that does not say how many there were cannot count them. */
export function countSale(account: Account, { usage = [] }: SaleCounts): Account {
  const counted = usage.reduce(countUse, account);
  return counted.purchases === undefined ? counted : { ...counted, purchases: counted.purchases + 1 };
}

/** The account without the uses that a cancelled sale had counted. Of a period that is past nothing is known any more. */
export function uncountUses(account: Account, { usage = [] }: SaleCounts): Account {
  return usage.reduce((left, { promotionId, since }) => ({
    ...left,
    usage: (left.usage ?? []).flatMap((one) => (one.promotionId !== promotionId || one.since !== since ? one : one.times > 1 ? { ...one, times: one.times - 1 } : [])),
  }), account);
}

/** A sale of which nothing is left was no purchase. What it used up stays used. */
export function uncountSale(account: Account): Account {
  return account.purchases === undefined ? account : { ...account, purchases: Math.max(0, account.purchases - 1) };
}

/** Only the latest period is kept, so that sales may come in any order. */
function countUse(account: Account, { promotionId, since }: { promotionId: string; since: string }): Account {
  const usage = account.usage ?? [];
  const known = usage.find((one) => one.promotionId === promotionId);
  if (known !== undefined && since < known.since) return account;
  const times = known?.since === since ? known.times + 1 : 1;
  return { ...account, usage: [...usage.filter((one) => one !== known), { promotionId, since, times }] };
}
