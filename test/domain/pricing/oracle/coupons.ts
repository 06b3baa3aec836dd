import type { Bundle } from '../../../../agent/domain/bundle/bundle.ts';
import type { PricedSale } from '../../../../agent/domain/pricing/priced-sale.ts';
import type { PricingInput } from '../../../../agent/domain/pricing/pricing-input.ts';
import type { Condition, Promotion } from '../../../../agent/domain/promotions/promotion.ts';

type CouponResult = NonNullable<PricedSale['coupons']>[number];

/** The coupon kinds that the sale shows with a code which was not used, and that are not withheld. */
export function usableKinds(bundle: Bundle, input: PricingInput): Set<string> {
  const usable = codesOf(input).filter((code) => !isUsed(code, input));
  return new Set(usable.flatMap((code) => kindsOf(code, bundle)).filter((id) => !isWithheld(id, bundle, input)));
}

/** Kinds that the condition asks for, anywhere but under `not`. */
export function kindsAskedFor(condition: Condition): string[] {
  if (condition.kind === 'coupon') return condition.couponIds;
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.flatMap(kindsAskedFor);
  return [];
}

/** What became of each code, given the promotions that gave anything. */
export function couponResults(bundle: Bundle, input: PricingInput, gave: readonly Promotion[]): CouponResult[] {
  const asked = new Set(gave.flatMap(({ when }) => kindsAskedFor(when)));
  return codesOf(input).map((code) => {
    const kinds = kindsOf(code, bundle);
    const acting = kinds.find((id) => asked.has(id) && !isWithheld(id, bundle, input));
    const couponId = (isUsed(code, input) ? kinds.find((id) => asked.has(id)) : acting) ?? kinds[0];
    const named = couponId === undefined ? { code } : { code, couponId };
    if (isUsed(code, input)) return { ...named, status: 'used' };
    if (couponId === undefined) return { code, status: 'unknown' };
    if (acting !== undefined) return { ...named, status: 'applied' };
    return { ...named, status: kinds.some((id) => isWithheld(id, bundle, input)) ? 'withheld' : 'no-effect' };
  });
}

function codesOf({ basket }: PricingInput): string[] {
  return [...new Set(basket.coupons)];
}

function isWithheld(couponId: string, bundle: Bundle, { programme }: PricingInput): boolean {
  const once = bundle.coupons?.find(({ id }) => id === couponId)?.once ?? false;
  return once && (programme?.withheld?.includes('once-coupons') ?? false);
}

function isUsed(code: string, { programme }: PricingInput): boolean {
  return programme?.usedCoupons?.includes(code) ?? false;
}

function kindsOf(code: string, bundle: Bundle): string[] {
  const kinds = bundle.coupons ?? [];
  return kinds
    .filter(({ codes, series }) => codes?.includes(code) === true || (series !== undefined && code.startsWith(series.prefix) && code.length === series.length && /^[0-9]+$/.test(code)))
    .map(({ id }) => id);
}
