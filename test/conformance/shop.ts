import type { Bundle, CouponKind, Flag, Good } from '../../agent/domain/bundle/bundle.ts';
import { Basket, maxBasketLines } from '../../agent/domain/basket/basket.ts';
import { checkBasket } from '../../agent/domain/basket/check-basket.ts';
import { loadBundle } from '../../agent/domain/bundle/load.ts';
import { CustomerState } from '../../agent/domain/customer/account.ts';
import { price, type PricingInput } from '../../agent/domain/pricing/price.ts';
import type { PricedSale } from '../../agent/domain/pricing/priced-sale.ts';
import type { Promotion, PromotionGroup } from '../../agent/domain/promotions/promotion.ts';
import { ProgrammeState } from '../../agent/domain/pricing/programme-state.ts';
import { compileValidator, type Validation } from '../../agent/domain/validate.ts';
import { NotExpressible } from './suite.ts';

/** A peer's case in our words. */
export interface Translation {
  bundle: Bundle;
  input: PricingInput;
}

interface ShopParts {
  goods: Record<string, Good>;
  groups: PromotionGroup[];
  promotions: Promotion[];
  coupons: CouponKind[];
  flags?: Flag[];
  /** That of the store, and all others that conditions name */
  regions?: readonly [string, ...string[]];
}

export const storeId = 'store';

/** Noon of a Sunday: no case of a peer depends on the hour. */
export const saleTime: PricingInput['time'] = { instantMs: 1_795_330_800_000, localDate: '2026-11-22', minuteOfDay: 720, weekday: 7, offsetMin: 300 };

/** A period that ended before the sale: how a promotion or a coupon that has expired, or does not run here, stands in a bundle. */
export const over = { kind: 'period', from: '2000-01-01', to: '2000-12-31' } as const;

/** A good with nothing special about it; the peers' categories, products and options stand in `attributes`. */
export function goodOf(name: string, attributes: Record<string, string>, changes: Partial<Good> = {}): Good {
  return { name: { ru: name === '' ? '-' : name }, categoryId: 'goods', attributes, unit: 'piece', priceMinor: 0, barcodes: [], ...changes };
}

/** A bundle that redeems nothing and caps nothing: only the promotions decide. */
export function bundleOf({ goods, groups, promotions, coupons, flags = [], regions = ['region'] }: ShopParts): Bundle {
  return {
    format: 1, semantics: 1, serial: 1, programmeId: 'conformance', name: { ru: 'Conformance' },
    currency: { code: 'USD', exponent: 2 }, points: { scale: 0, valueMinor: 1 }, timeZone: 'Asia/Almaty',
    stores: regions.map((region, place) => ({ id: place === 0 ? storeId : `${storeId}-${place}`, name: { ru: 'Store' }, region })),
    cardSchemes: [], weightCodes: [], categories: [{ id: 'goods', name: { ru: 'Goods' } }], tiers: [{ id: 'base', name: { ru: 'Base' } }],
    goods, groups, promotions, coupons, flags,
    redemption: { maxShareBasisPoints: 0, stepPoints: 1, minStrengthToRedeem: 'scan', offline: 'never', holdSeconds: 600 },
    returns: { pointsPolicy: 'allow_negative' },
    caps: { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: 10_000 },
    goldenReceipts: [],
  };
}

export function customerOf(changes: Partial<CustomerState> = {}): CustomerState {
  return { accountId: 'customer', tier: 'base', availablePoints: 0, holds: [], card: { number: '2900770100017', state: 'active' }, ...changes };
}

/** Loads the bundle as a till does and prices the basket. What the form of a bundle, a basket or a state does not take is not expressible. */
export function priceCase({ bundle, input }: Translation): PricedSale {
  const loaded = loadBundle(JSON.stringify(bundle), 'ab'.repeat(32));
  if (!loaded.ok) throw new NotExpressible(`A bundle does not take it, at ${loaded.invalid.path}: it ${loaded.invalid.detail}.`);
  const { basket, customer, programme } = input;
  refuseBadForm('basket', validateBasket(basket));
  if (customer !== undefined) refuseBadForm('customer', validateCustomer(customer));
  if (programme !== undefined) refuseBadForm('state of the programme', validateProgramme(programme));
  const problem = checkBasket(loaded.compiled, basket);
  if (problem !== undefined) throw new NotExpressible(`A basket does not take it, at ${problem.path}: ${problem.detail}.`);
  return price(loaded.compiled, input);
}

const validateBasket = compileValidator(Basket);
const validateCustomer = compileValidator(CustomerState);
const validateProgramme = compileValidator(ProgrammeState);

function refuseBadForm(what: string, checked: Validation<unknown>): void {
  if (!checked.ok) throw new NotExpressible(`A ${what} does not take it, at ${checked.invalid.path}: it ${checked.invalid.detail}.`);
}

/** So many pieces as lines of their own: more than a basket takes are not made first. */
export function refuseTooMany(pieces: number): void {
  if (pieces > maxBasketLines) throw new NotExpressible(`Its ${pieces} units would have to be lines of their own, and a basket takes ${maxBasketLines}.`);
}
