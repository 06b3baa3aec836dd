import fc from 'fast-check';
import type { Condition } from '../../../agent/domain/promotions/promotion.ts';
import { anySelector } from './any-selector.ts';

/** Every kind of condition, with thresholds near to what small sales reach; half of them hold for every sale. */
export function anyCondition(scale: number): fc.Arbitrary<Condition> {
  const amount = fc.nat({ max: 90 }).map((small) => small * scale);
  const more = (arbitrary: fc.Arbitrary<number>): fc.Arbitrary<number | undefined> => fc.option(arbitrary, { nil: undefined, freq: 2 });
  const goods = anySelector(scale);
  const sum: fc.Arbitrary<Condition> = fc.tuple(goods, amount, more(amount), fc.constantFrom('gross' as const, 'net' as const, undefined))
    .map(([goods, minMinor, maxMinor, of]) => ({ kind: 'basket-sum', goods, minMinor, ...(maxMinor === undefined ? {} : { maxMinor: minMinor + maxMinor }), ...(of === undefined ? {} : { of }) }));
  const quantity: fc.Arbitrary<Condition> = fc.tuple(goods, fc.integer({ min: 1, max: 5000 }), more(fc.nat({ max: 4000 })))
    .map(([goods, minMilli, maxMilli]) => ({ kind: 'quantity', goods, minMilli, ...(maxMilli === undefined ? {} : { maxMilli: minMilli + maxMilli }) }));
  const distinct: fc.Arbitrary<Condition> = fc.tuple(goods, fc.nat({ max: 3 }), more(fc.nat({ max: 1 })))
    .map(([goods, min, max]) => ({ kind: 'distinct', goods, min, ...(max === undefined ? {} : { max: min + max }) }));
  const simple = fc.oneof(
    { weight: 3, arbitrary: sum },
    quantity,
    distinct,
    { weight: 2, arbitrary: fc.constantFrom<Condition[]>({ kind: 'coupon', couponIds: ['ten'] }, { kind: 'coupon', couponIds: ['series', 'ten'] }, { kind: 'coupon', couponIds: ['series'] }) },
    { weight: 2, arbitrary: onCustomer },
    { weight: 2, arbitrary: onSurroundings },
  );
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant<Condition>({ kind: 'all', of: [] }) },
    { weight: 4, arbitrary: simple },
    simple.map((of): Condition => ({ kind: 'not', of })),
    fc.tuple(simple, simple).map((of): Condition => ({ kind: 'all', of })),
    fc.tuple(simple, simple).map((of): Condition => ({ kind: 'any', of })),
    fc.tuple(simple, simple).map(([one, other]): Condition => ({ kind: 'any', of: [one, { kind: 'not', of: { kind: 'all', of: [other] } }] })),
  );
}

/** For the customer of `anySmallSale`, whose day is 2026-11-22. */
const onCustomer: fc.Arbitrary<Condition> = fc.constantFrom<Condition[]>(
  { kind: 'card' }, { kind: 'card-scheme', schemeIds: ['plastic'] }, { kind: 'tier', tiers: ['gold'] }, { kind: 'segment', segments: ['new', 'staff'] },
  { kind: 'tenure', fromMonths: 12 }, { kind: 'tenure', fromMonths: 6, underMonths: 12 }, { kind: 'tenure', underMonths: 13 },
  { kind: 'birthday', daysBefore: 3, daysAfter: 3 }, { kind: 'purchase', to: 1 }, { kind: 'purchase', from: 3, every: 3 }, { kind: 'purchase', from: 2, to: 5 },
  { kind: 'favourite' }, { kind: 'favourite', categoryIds: ['dairy', 'alcohol'] }, { kind: 'personal-offer', offerId: 'for-you' },
);

/** For the till, the payment and the time of `anySmallSale`. */
const onSurroundings: fc.Arbitrary<Condition> = fc.constantFrom<Condition[]>(
  { kind: 'period', from: '2026-11-01', to: '2026-11-22' }, { kind: 'period', from: '2026-11-23', to: '2026-11-30' }, { kind: 'weekdays', days: [6, 7] }, { kind: 'weekdays', days: [1] },
  { kind: 'hours', fromMinute: 600, toMinute: 720 }, { kind: 'hours', fromMinute: 720, toMinute: 600 }, { kind: 'region', regions: ['almaty'] }, { kind: 'region', regions: ['astana'] },
  { kind: 'store', storeIds: ['centre'] }, { kind: 'store', storeIds: ['north'] }, { kind: 'till', tillIds: ['till-1'] }, { kind: 'channel', channels: ['till'] }, { kind: 'channel', channels: ['web'] },
  { kind: 'flag', flagId: 'new-prices' }, { kind: 'flag', flagId: 'nowhere' }, { kind: 'payment', methods: ['card', 'qr'] }, { kind: 'external', programmeIds: ['spasibo'] },
);
