import fc from 'fast-check';
import type { Basket, BasketLine } from '../../../agent/domain/basket/basket.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import type { PricingInput } from '../../../agent/domain/pricing/pricing-input.ts';
import type { Exclusion, PromotionGroup } from '../../../agent/domain/promotions/promotion.ts';
import { anyPromotions, smallGroups } from './any-promotion.ts';
import { anySelector } from './any-selector.ts';
import { customerWith, timeAt } from './shop.ts';
import { smallShop, smallSkus } from './small-shop.ts';

export interface SmallSale {
  bundle: Bundle;
  input: PricingInput;
}

/** What a property needs to leave out. */
export interface SmallSaleOptions {
  lines?: number;
  promotions?: number;
  modes?: readonly PromotionGroup['mode'][];
  exclusions?: boolean;
  exclusives?: boolean;
  ordered?: boolean;
}

/** Sales over the whole vocabulary, so small that a reference can try every way of pricing them, and so crowded that promotions meet. */
export function anySmallSale({ lines = 4, promotions = 5, modes = ['stack', 'first', 'best'], exclusions = true, exclusives = true, ordered = true }: SmallSaleOptions = {}): fc.Arbitrary<SmallSale> {
  return fc.constantFrom(1, 1, 100).chain((scale) =>
    fc.record({ bundle: anyBundle(scale, { promotions, modes, exclusions, exclusives }), input: anyInput(scale, lines, ordered) }));
}

function anyBundle(scale: number, { promotions, modes, exclusions, exclusives }: Required<Pick<SmallSaleOptions, 'promotions' | 'modes' | 'exclusions' | 'exclusives'>>): fc.Arbitrary<Bundle> {
  const shop = smallShop(scale);
  const share = fc.oneof({ weight: 3, arbitrary: fc.constant(10_000) }, fc.constantFrom(5000, 3000), fc.nat({ max: 10_000 }));
  const group = fc.record({ mode: fc.constantFrom(...modes), on: fc.constantFrom('line' as const, 'line' as const, 'receipt' as const, undefined) });
  const pair = fc.constantFrom<string[][]>(['one', 'two'], ['two', 'one'], ['two', 'three']);
  const exclusion: fc.Arbitrary<Exclusion> = fc.record({ groupIds: pair, on: fc.constantFrom('line' as const, 'receipt' as const), resolve: fc.constantFrom('first' as const, 'best' as const) });
  return fc
    .record({
      promotions: anyPromotions(scale, promotions, exclusives),
      groups: fc.tuple(group, group, group),
      exclusion: exclusions ? fc.option(exclusion, { nil: undefined, freq: 3 }) : fc.constant(undefined),
      line: share,
      receipt: share,
      redeemed: share,
      stepPoints: fc.constantFrom(1, 1, 3),
      valueMinor: fc.constantFrom(1, 2, scale),
      goods: fc.option(anySelector(scale), { nil: undefined, freq: 3 }),
      minMoneyMinor: fc.option(fc.nat({ max: 40 }).map((small) => small * scale), { nil: undefined, freq: 3 }),
      as: fc.constantFrom('discount' as const, 'tender' as const, undefined),
      earnsOnPointsPaid: fc.constantFrom(true as const, undefined),
    })
    .map(({ promotions, groups, exclusion, line, receipt, redeemed, stepPoints, valueMinor, goods, minMoneyMinor, as, earnsOnPointsPaid }) => ({
      ...shop,
      promotions,
      groups: smallGroups.map((id, index) => ({ id, mode: groups[index]?.mode ?? 'stack', ...(groups[index]?.on === undefined ? {} : { on: groups[index].on }) })),
      ...(exclusion === undefined ? {} : { exclusions: [exclusion] }),
      caps: { maxLineDiscountBasisPoints: line, maxReceiptDiscountBasisPoints: receipt },
      points: { scale: 0, valueMinor },
      redemption: {
        ...shop.redemption,
        maxShareBasisPoints: redeemed,
        stepPoints,
        ...(goods === undefined ? {} : { goods }),
        ...(minMoneyMinor === undefined ? {} : { minMoneyMinor }),
        ...(as === undefined ? {} : { as }),
        ...(earnsOnPointsPaid === undefined ? {} : { earnsOnPointsPaid }),
      },
    }));
}

function anyLine(scale: number, ordered: boolean): fc.Arbitrary<Omit<BasketLine, 'lineId'>> {
  const discounts = fc.uniqueArray(fc.record({ promotionId: fc.constantFrom('p0', 'p1', 'elsewhere'), amountMinor: fc.nat({ max: 6 }).map((small) => small * scale) }), { maxLength: 2, selector: ({ promotionId }) => promotionId });
  return fc
    .record({
      sku: fc.constantFrom(...smallSkus),
      pieces: fc.integer({ min: 1, max: 3 }),
      grams: fc.constantFrom(250, 333, 1000, 1500, 2000),
      unitPriceMinor: fc.oneof(fc.nat({ max: 30 }), fc.constantFrom(10, 10, 15)).map((small) => small * scale),
      discounts: ordered ? fc.option(discounts, { nil: undefined, freq: 8 }) : fc.constant(undefined),
      isEdited: fc.boolean(),
    })
    .map(({ sku, pieces, grams, unitPriceMinor, discounts, isEdited }) => {
      const quantityMilli = sku === 'cheese' ? grams : pieces * 1000;
      return { sku, quantityMilli, unitPriceMinor, ...(discounts === undefined || discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0) * 1000 > quantityMilli * unitPriceMinor ? {} : { ordered: { quantityMilli: isEdited ? quantityMilli + 1000 : quantityMilli, unitPriceMinor, discounts } }) };
    });
}

function anyInput(scale: number, most: number, ordered: boolean): fc.Arbitrary<PricingInput> {
  const basket: fc.Arbitrary<Basket> = fc
    .record({
      lines: fc.array(anyLine(scale, ordered), { maxLength: most }),
      coupons: fc.option(fc.array(fc.constantFrom('TEN', 'BOTH', '770001', '770002', '7700', 'NONE'), { maxLength: 3 }), { nil: undefined }),
      payment: fc.constantFrom<Basket['payment'][]>({ method: 'card' }, { method: 'cash' }, undefined),
      channel: fc.constantFrom<Basket['channel'][]>('till', 'web', undefined, undefined),
      external: fc.constantFrom<Basket['external'][]>('spasibo', 'bonus', undefined, undefined, undefined, undefined, undefined, undefined),
    })
    .map(({ lines, ...rest }) => ({ lines: lines.map((line, index) => ({ ...line, lineId: `l${index}` })), ...defined(rest) }));
  const budgets = fc.array(fc.record({ promotionId: fc.constantFrom('p0', 'p1', 'p2', 'p3', 'p4'), leftMinor: fc.nat({ max: 20 }).map((small) => small * scale) }), { maxLength: 5 });
  return fc
    .record({
      basket,
      customer: fc.option(anyCustomer, { nil: undefined, freq: 5 }),
      identifiedBy: fc.constantFrom<PricingInput['identifiedBy'][]>('scan' as const, 'scan' as const, 'scan' as const, 'dynamic-qr' as const, 'typed' as const, undefined),
      redeemPoints: fc.option(fc.nat({ max: 60 }), { nil: undefined }),
      tillId: fc.constantFrom<PricingInput['tillId'][]>('till-1', 'till-2', undefined),
      agentVersion: fc.constantFrom<PricingInput['agentVersion'][]>('1.4.0', '1.10.0', '0.9.9', undefined),
      budgets,
      usedCoupons: fc.constantFrom<string[][]>([], ['TEN'], ['770001', 'NONE']),
      withheld: fc.constantFrom<Withheld[]>(undefined, undefined, ['once-coupons'], ['customer-limits'], ['once-coupons', 'customer-limits']),
    })
    .map(({ basket, budgets, usedCoupons, withheld, ...rest }) => ({
      basket,
      storeId: 'centre',
      time: timeAt(),
      programme: { budgets: budgets.filter(({ promotionId }, index) => budgets.findIndex((other) => other.promotionId === promotionId) === index), usedCoupons, ...defined({ withheld }) },
      ...defined(rest),
    }));
}

type Withheld = NonNullable<PricingInput['programme']>['withheld'];

const anyCustomer: fc.Arbitrary<CustomerState> = fc
  .record({
    availablePoints: fc.integer({ min: -5, max: 60 }),
    tier: fc.constantFrom('base', 'gold'),
    state: fc.constantFrom('active' as const, 'active' as const, 'active' as const, 'issued' as const, 'restricted' as const, 'blocked' as const, 'replaced' as const),
    number: fc.constantFrom('2900770100017', '290077010001', '3100770100017'),
    birthday: fc.constantFrom<CustomerState['birthday'][]>('11-22', '11-25', '11-26', '02-29', undefined),
    favourite: fc.constantFrom<CustomerState['favourite'][]>({ categoryId: 'dairy', until: '2026-11-22' }, { categoryId: 'food', until: '2027-01-01' }, { categoryId: 'dairy', until: '2026-11-21' }, undefined),
    segments: fc.constantFrom<CustomerState['segments'][]>(['new'], ['old'], undefined),
    joinedOn: fc.constantFrom<CustomerState['joinedOn'][]>('2025-11-22', '2025-11-23', '2026-05-22', '2026-02-28', undefined),
    purchases: fc.constantFrom<CustomerState['purchases'][]>(0, 1, 2, 5, 8, undefined),
    offers: fc.constantFrom<CustomerState['offers'][]>([{ offerId: 'for-you', until: '2026-11-22' }], [{ offerId: 'for-you', until: '2026-11-21' }], undefined),
    usage: fc.constantFrom<CustomerState['usage'][]>([{ promotionId: 'p0', since: '2026-11-16', times: 1 }, { promotionId: 'p1', since: '2026-11-01', times: 2 }], [{ promotionId: 'p0', since: '2026-11-22', times: 3 }], undefined),
    lots: fc.constantFrom<CustomerState['lots'][]>([{ lotId: 'b', points: 5 }, { lotId: 'a', points: 4, expiresOn: '2026-11-22' }, { lotId: 'c', points: 50, expiresOn: '2027-01-01' }], [{ lotId: 'a', points: 9, expiresOn: '2026-11-21' }, { lotId: 'b', points: 9 }], undefined),
  })
  .map(({ state, number, ...rest }) => customerWith({ ...defined(rest), card: { number, state } }));

type Defined<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] } & { [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined> };

/** Without the fields that are not set. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
