import type { CouponKind } from '../../../agent/domain/bundle/bundle.ts';
import type { PricingInput } from '../../../agent/domain/pricing/price.ts';
import { NameBook } from '../name-book.ts';
import { bundleOf, customerOf, saleTime, storeId, type Translation } from '../shop.ts';
import { NotExpressible } from '../suite.ts';
import { inOrder } from './acting.ts';
import { basketLines, type Cart, readCart } from './cart.ts';
import type { SyliusCase } from './case.ts';
import { groupOf, regionOf } from './conditions.ts';
import { findConflict } from './find-conflict.ts';
import { groups, promotionsOf } from './promotions.ts';

export interface SyliusTranslation extends Translation {
  /** What the cart calls the goods of a line: its product */
  productOf: ReadonlyMap<string, string>;
  cart: Cart;
}

/** The whole scenario in our words, or a refusal. What it expects is not looked at. */
export function translateSylius(read: SyliusCase): SyliusTranslation {
  const names = new NameBook();
  const cart = readCart(read, names);
  const ranked = inOrder(read.promotions);
  if (cart.lines.length === 0 && read.usedCoupons.length > 0) throw new NotExpressible('A coupon was shown where nothing is bought; here a coupon counts by what it does for a purchase.');
  const conflict = findConflict(ranked, cart, read);
  if (conflict !== undefined) throw new NotExpressible(conflict);
  const exclusives = ranked.filter(({ promotion }) => promotion.exclusive);
  const promotions = ranked.flatMap((promotion) => promotionsOf(promotion, exclusives, names));
  const unitByUnit = read.promotions.some(({ actions }) => actions.some(({ scope, kind }) => scope === 'unit' && kind === 'percent'));
  return {
    bundle: bundleOf({ goods: cart.goods, groups, promotions, coupons: couponsOf(read, names), regions: regionsOf(read, names) }),
    input: { basket: { lines: basketLines(cart, unitByUnit), coupons: read.usedCoupons }, ...readCustomer(read, names), storeId, time: saleTime },
    productOf: new Map(cart.lines.map(({ sku, product }) => [sku, product])),
    cart,
  };
}

/** Their group is a segment. Nobody has a group, nor orders. */
function readCustomer({ customer, promotions }: SyliusCase, names: NameBook): Pick<PricingInput, 'customer' | 'identifiedBy'> {
  if (customer === null) return {};
  const { group, orders } = customer;
  if (orders === undefined && promotions.some(({ conditions }) => conditions.some(({ type }) => type === 'nth_order'))) {
    throw new NotExpressible('It asks which order of the customer this is, and the case does not say how many there were before.');
  }
  return { customer: customerOf({ ...(typeof group === 'string' ? { segments: [groupOf(group, names)] } : {}), ...(orders === undefined ? {} : { purchases: orders }) }), identifiedBy: 'scan' };
}

/** That of the sale first, and all that rules name. */
function regionsOf({ shippingCountry, promotions }: SyliusCase, names: NameBook): [string, ...string[]] {
  const named = promotions.flatMap(({ conditions }) => conditions.flatMap(({ type, value }) => (type === 'shipping_country' ? [value].flat() : [])));
  return [regionOf(shippingCountry ?? 'not said', names), ...named.map((country) => regionOf(String(country), names))];
}

/** A kind for every code that a promotion asks for. */
function couponsOf({ promotions }: SyliusCase, names: NameBook): CouponKind[] {
  const codes = new Set(promotions.flatMap(({ couponBased, coupon }) => (couponBased && coupon !== undefined ? [coupon] : [])));
  return [...codes].map((code) => ({ id: names.idOf(`coupon ${code}`), name: { ru: code || '-' }, codes: [code] }));
}
