import type { Basket } from '../../basket/basket.ts';
import type { CompiledBundle } from '../../bundle/compiled.ts';
import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { couponsAskedFor } from '../../promotions/condition.ts';
import type { CouponStatus, PricedSale } from '../priced-sale.ts';
import type { ProgrammeState } from '../programme-state.ts';
import type { WorkingSale } from './working-sale.ts';

const none: ReadonlySet<string> = new Set();

/** Kinds of the coupons that were shown, known, not used before, and not withheld. */
export function usableCoupons(compiled: CompiledBundle, { coupons: codes }: Basket, programme: ProgrammeState | undefined): ReadonlySet<string> {
  if (codes === undefined || codes.length === 0) return none;
  const usable = codes.filter((code) => !isUsed(code, programme));
  const withheld = withheldKinds(compiled, programme);
  return new Set(usable.flatMap((code) => compiled.coupons.of(code)).filter((couponId) => !withheld.has(couponId)));
}

/** What became of each coupon, in the order shown; one that was shown twice is listed once. `acted` are the promotions that gave anything at all. */
export function couponStatuses({ compiled, input: { basket, programme } }: WorkingSale, acted: ReadonlySet<CompiledPromotion>): PricedSale['coupons'] {
  if (basket.coupons === undefined || basket.coupons.length === 0) return undefined;
  const withheld = withheldKinds(compiled, programme);
  const askedFor = new Set([...acted].flatMap(({ promotion }) => couponsAskedFor(promotion.when)));
  return [...new Set(basket.coupons)].map((code) => {
    const kinds = compiled.coupons.of(code);
    const effective = isUsed(code, programme) ? undefined : kinds.find((couponId) => askedFor.has(couponId) && !withheld.has(couponId));
    const couponId = effective ?? kinds[0];
    return { code, ...(couponId === undefined ? {} : { couponId }), status: effective === undefined ? statusWithoutEffect(code, kinds, { programme, withheld }) : 'applied' };
  });
}

function statusWithoutEffect(code: string, kinds: readonly string[], { programme, withheld }: { programme: ProgrammeState | undefined; withheld: ReadonlySet<string> }): CouponStatus {
  if (isUsed(code, programme)) return 'used';
  if (kinds.some((couponId) => withheld.has(couponId))) return 'withheld';
  return kinds.length === 0 ? 'unknown' : 'no-effect';
}

/** Kinds whose codes are good for one sale, where nobody can be asked whether they were used. */
function withheldKinds({ bundle }: CompiledBundle, programme: ProgrammeState | undefined): ReadonlySet<string> {
  if (programme?.withheld?.includes('once-coupons') !== true) return none;
  return new Set((bundle.coupons ?? []).filter(({ once }) => once === true).map(({ id }) => id));
}

function isUsed(code: string, programme: ProgrammeState | undefined): boolean {
  return programme?.usedCoupons?.includes(code) === true;
}
