import { describe, expect, it } from 'vitest';
import { keptClaim } from '../../../agent/domain/claims/kept-claim.ts';
import { claimOf } from '../../../agent/domain/claims/sale-claim.ts';
import type { ClaimInput, SaleClaim } from '../../../agent/domain/claims/sale-claim.ts';
import type { Promotion } from '../../../agent/domain/promotions/promotion.ts';
import type { BusinessTime } from '../../../agent/domain/time/business-time.ts';
import { compiledExample, promotionOf } from '../kit/shop.ts';

const time: BusinessTime = { instantMs: 1_795_330_800_000, localDate: '2026-11-22', minuteOfDay: 720, weekday: 7, offsetMin: 300 };
const basket = { lines: [{ lineId: '1', sku: 'milk', quantityMilli: 20_000, unitPriceMinor: 500 }, { lineId: '2', sku: 'tobacco', quantityMilli: 1_000, unitPriceMinor: 900 }] };
const input: ClaimInput = { basket, storeId: 'centre', tillId: 'till-1', time };
const back = (id: string, basisPoints: number, changes: Partial<Promotion> = {}) => promotionOf(id, { kind: 'points-percent', basisPoints }, { when: { kind: 'card' }, ...changes });
const claims = { codes: 'always', withinDays: 14 } as const;

describe('what a sale without a customer lets somebody claim', () => {
  it.each<[string, Promotion[], number | undefined]>([
    ['the base points of a card: 5 % of 10,000', [back('a', 500)], 5],
    ['those of the first tier', [back('a', 500, { when: { kind: 'tier', tiers: ['base'] } }), back('b', 900, { when: { kind: 'tier', tiers: ['gold'] } })], 5],
    ['with the discount of a card, on what a card would have paid', [promotionOf('off', { kind: 'goods-percent', basisPoints: 5_000 }, { when: { kind: 'card' } }), back('a', 500)], 2],
    ['nothing of what a first purchase gives', [back('a', 500, { when: { kind: 'purchase', from: 1, to: 1 } })], undefined],
    ['nothing of what a birthday gives', [back('a', 500, { when: { kind: 'birthday', daysBefore: 60, daysAfter: 60 } })], undefined],
    ['nothing of what each customer has so often', [back('a', 500, { limits: { perCustomer: { times: 9, period: 'day' } } })], undefined],
    ['nothing where it earns nothing', [], undefined],
  ])('%s', (_title, promotions, points) => {
    expect(claimOf(compiledExample({ claims, promotions }), input)?.points).toBe(points);
  });

  it('says of which lines they are, on which days, and until when the code is good', () => {
    const dated = (id: string) => promotionOf(id, { kind: 'points-fixed', points: 4, pendingDays: 3, expiresAfterDays: 30 }, { when: { kind: 'card' }, goods: { kind: 'sku', skus: ['milk'] } });
    expect(claimOf(compiledExample({ claims, promotions: [back('a', 500), dated('b'), dated('c')] }), input)).toEqual({
      points: 13, lines: [{ lineId: '1', points: 13 }], accruals: [{ points: 8, availableOn: '2026-11-25', expiresOn: '2026-12-25' }], until: '2026-12-06',
    });
  });

  it('is none in a programme without claims, and for a sale that earns points of somebody else', () => {
    expect(claimOf(compiledExample({ promotions: [back('a', 500)] }), input)).toBeUndefined();
    const bank = compiledExample({ claims, promotions: [back('a', 500)], externalProgrammes: [{ id: 'bank', name: { ru: 'Банк' }, customerPromotions: 'keep' }] });
    expect(claimOf(bank, { ...input, basket: { ...basket, external: 'bank' } })).toBeUndefined();
  });
});

describe('what of a claim is kept', () => {
  const claim: SaleClaim = { points: 10, lines: [{ lineId: '1', points: 7 }, { lineId: '2', points: 3 }], accruals: [{ points: 2, expiresOn: '2026-12-01' }, { points: 6, availableOn: '2026-11-25' }], until: '2026-12-06' };
  const sold = [{ lineId: '1', quantityMilli: 3_000 }, { lineId: '2', quantityMilli: 1_000 }, { lineId: '3', quantityMilli: 1_000 }];
  const line = (lineId: string, quantityMilli: number) => ({ lines: [{ lineId, quantityMilli, refundMinor: 0, pointsGivenBack: 0, pointsTakenBack: 0 }] });

  it.each<[string, ReturnType<typeof line>[], number]>([
    ['all, where nothing came back', [], 10],
    ['all, where goods came back that earned nothing', [line('3', 1_000)], 10],
    ['less the share of a part', [line('1', 1_000)], 8],
    ['less the share of two parts, whichever was first', [line('1', 1_000), line('1', 1_000)], 6],
    ['less a whole line', [line('2', 1_000)], 7],
    ['nothing of lines that came back twice', [line('1', 3_000), line('1', 3_000), line('2', 1_000)], 0],
  ])('%s', (_title, returns, points) => {
    expect(keptClaim(claim, sold, returns).points).toBe(points);
  });

  it('loses first what may be spent at once, then what expires, then what is pending', () => {
    expect(keptClaim(claim, sold, [line('2', 1_000)]).accruals).toEqual([{ points: 6, availableOn: '2026-11-25' }, { points: 1, expiresOn: '2026-12-01' }]);
    expect(keptClaim(claim, sold, [line('1', 3_000)]).accruals).toEqual([{ points: 3, availableOn: '2026-11-25' }]);
  });
});
