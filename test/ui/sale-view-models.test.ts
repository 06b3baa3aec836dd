import { describe, expect, it } from 'vitest';
import type { SaleView } from '../../agent/contract/sale.ts';
import { basketRows, changedLine } from '../../ui/screens/sale/basket-rows.ts';
import { isOtherwiseThanPriced, pointsObstacle } from '../../ui/screens/sale/points-action.tsx';
import { leftMinor, pointsChoices } from '../../ui/screens/sale/points-choice.ts';
import { savedBy } from '../../ui/screens/sale/saved-by.ts';
import { planSearch } from '../../ui/screens/sale/search-plan.ts';
import { phaseAfter } from '../../ui/state/sale-phase.ts';
import { createFormats } from '../../agent/contract/words/formats.ts';
import { modeWords } from '../../ui/words/mode-words.ts';
import { failureWords } from '../../ui/words/notice-words.ts';
import { createWords } from '../../ui/words/i18n.ts';
import { fakeCustomers, fakeGoods, priceFake } from './fake-shop.ts';
import { fakeStatus, fakeTime } from './fake-status.ts';

const plainFormats = createFormats('en', { currency: { code: 'KZT', exponent: 2 }, pointsScale: 0 });
const rate = { scale: 0, valueMinor: 100, exponent: 2 };
function sale(quantities: Readonly<Record<string, number>>, change: Partial<SaleView> = {}): SaleView {
  const lines = Object.entries(quantities).map(([sku, quantityMilli], index) => ({ lineId: String(index + 1), sku, quantityMilli, unitPriceMinor: fakeGoods.find((good) => good.sku === sku)?.priceMinor ?? 1 }));
  return { saleId: 's-1', revision: 1, state: 'priced', basket: { lines }, priced: priceFake({ lines }, fakeCustomers[0], 0), pricedHash: 'ab'.repeat(32), inputs: { time: fakeTime, storeId: 'almaty-1', tillId: 'till-1' }, ...change };
}

describe('the rows of the basket', () => {
  it('carry the price before and after and the names of what took something off', () => {
    const rows = basketRows(sale({ '1001': 2000, '1003': 354 }), new Map([['1001', { name: { ru: 'Хлеб' }, unit: 'piece' as const }]]));
    expect(rows.map((row) => [row.good?.name.ru, row.beforeMinor, row.afterMinor, row.promotions.map((name) => name.ru)])).toEqual([
      ['Хлеб', 38_000, 34_200, ['−10 % Хлеб недели']],
      [undefined, 120_360, 120_360, []],
    ]);
  });

  it.each([
    ['an added line', sale({ '1001': 1000 }), sale({ '1001': 1000, '1002': 1000 }, { revision: 2 }), '2'],
    ['a raised quantity', sale({ '1001': 1000, '1002': 1000 }), sale({ '1001': 2000, '1002': 1000 }, { revision: 2 }), '1'],
    ['nothing where only the customer changed', sale({ '1001': 1000 }), sale({ '1001': 1000 }, { revision: 2 }), undefined],
    ['the line of a new sale', undefined, sale({ '1001': 1000 }), '1'],
    ['nothing of a sale that was found again', undefined, sale({ '1001': 1000 }, { revision: 7 }), undefined],
  ])('light up %s', (_, before, after, expected) => expect(changedLine(before, after)).toBe(expected));
});

describe('what promotions saved', () => {
  const saving = (id: string, discountMinor: number) => ({ promotionId: id, name: { ru: id }, discountMinor, points: 0 });
  it('is told most first, without those that gave only points', () => {
    expect(savedBy({ promotions: [saving('a', 5), saving('b', 0), saving('c', 9)] }).map((each) => [each.id, each.amountMinor])).toEqual([['c', 9], ['a', 5]]);
  });
  it('adds up to the discount where there are too many to show', () => {
    const savings = savedBy({ promotions: Array.from({ length: 9 }, (_, index) => saving(`p${index}`, 10 + index)) });
    expect(savings).toHaveLength(4);
    expect(savings.at(-1)).toEqual({ id: 'others', count: 6, amountMinor: 10 + 11 + 12 + 13 + 14 + 15 });
  });
});

describe('the phase of the page', () => {
  const open = { kind: 'open', view: sale({ '1001': 1000 }, { revision: 3, state: 'held' }) } as const;
  it.each([
    ['an older revision', sale({}, { revision: 2 }), 'open'],
    ['a later state of the same revision', sale({}, { revision: 3, state: 'committed' }), 'done'],
    ['a restart in the middle', sale({}, { revision: 3, state: 'in-doubt' }), 'open'],
    ['a cancellation', sale({}, { revision: 3, state: 'cancelled' }), 'empty'],
  ])('after %s', (_, view, expected) => expect(phaseAfter(open, view).kind).toBe(expected));

  it('does not open a finished sale again for news that came late', () => {
    const done = { kind: 'done', view: sale({ '1001': 1000 }, { revision: 3, state: 'committed' }) } as const;
    expect(phaseAfter(done, sale({}, { revision: 3, state: 'held' }))).toBe(done);
  });
});

describe('the ready answers of the keypad', () => {
  it('are all, half in whole points, and what leaves a round sum', () => {
    const { priced } = sale({ '1004': 1000, '1001': 1000 });
    expect(pointsChoices(priced, rate)).toEqual({ max: 1240, half: 620, exact: { points: 161, leftMinor: 300_000 } });
    expect(leftMinor(priced, 161, rate)).toBe(300_000);
  });
  it('leave out what makes no sense', () => {
    const { priced } = sale({ '1003': 1 });
    expect(pointsChoices({ ...priced, redeemable: { maxPoints: 1, limitedBy: 'balance' } }, rate)).toEqual({ max: 1, half: undefined, exact: undefined });
  });
});

describe('why points cannot be spent', () => {
  const known = sale({ '1001': 1000 }, { customer: { status: 'known', accountId: 'a', cardNumber: '1', cardState: 'active', tier: { id: 't', name: { ru: 'т' } }, balancePoints: 1, spendablePoints: 1, heldPoints: 0, birthdayToday: false, identifiedBy: 'scan', asOfMs: 1 } });
  it('without a card', () => expect(pointsObstacle(sale({}), { mode: 'online' })).toBe('no-customer'));
  it('without the centre', () => expect(pointsObstacle(known, { mode: 'offline' })).toBe('offline'));
  it('is nothing without the centre where the till may spend by itself', () => expect(pointsObstacle(known, { mode: 'offline', offlineRedemption: { policy: 'allowance', maxPoints: 500 } })).toBeUndefined());
  it('by the rule that the agent names', () => expect(pointsObstacle({ ...known, priced: { ...known.priced, redeemable: { maxPoints: 0, limitedBy: 'identification' } } }, { mode: 'online' })).toBe('identification'));
  it('is nothing where the centre is back since the price, which is made anew then', () => {
    const pricedOffline: SaleView = { ...known, priced: { ...known.priced, redeemable: { maxPoints: 0, limitedBy: 'offline' } }, inputs: { ...known.inputs, mayRedeem: { points: 0, limitedBy: 'offline' } } };
    expect(pointsObstacle(pricedOffline, { mode: 'online' })).toBeUndefined();
    expect(isOtherwiseThanPriced(pricedOffline, { mode: 'online' })).toBe(true);
    expect(isOtherwiseThanPriced(pricedOffline, { mode: 'offline' })).toBe(false);
    expect([isOtherwiseThanPriced(known, { mode: 'online' }), isOtherwiseThanPriced(known, { mode: 'offline' }), isOtherwiseThanPriced(known, undefined)]).toEqual([false, true, false]);
  });
  it('is nothing where they can', () => expect(pointsObstacle(known, { mode: 'limited' })).toBeUndefined());
});

describe('Enter in the search', () => {
  const [bread, milk] = fakeGoods;
  it.each([
    ['takes a good by its own code', '1001', [milk!, bread!], { kind: 'pick', good: bread }],
    ['reads a barcode as a scanner would', '4870000000012', [bread!], { kind: 'scan', code: '4870000000012' }],
    ['reads six digits as a card', ' 010001 ', [], { kind: 'scan', code: '010001' }],
    ['takes the first good that the words fit', 'хл', [bread!, milk!], { kind: 'pick', good: bread }],
    ['says that nothing was found', 'зебра', [], { kind: 'nothing' }],
  ])('%s', (_, query, goods, expected) => expect(planSearch(query, goods)).toEqual(expected));
});

describe('words', () => {
  it.each(['ru', 'kk', 'en'] as const)('name every mode and reason in %s', async (language) => {
    const { t } = await createWords(language);
    const status = fakeStatus();
    const reasons = [
      'ok', 'no-network', 'name-unknown', 'centre-unreachable', 'centre-down', 'centre-failing', 'centre-answers-rubbish', 'certificate-wrong', 'centre-refuses-till', 'till-revoked',
      'journal-quarantined', 'journal-set-aside', 'no-customers-yet', 'clock-suspect',
    ] as const;
    for (const modeReason of reasons) {
      const { name, works } = modeWords(t, plainFormats, { state: 'up', statusAtMs: 0, status: { ...status, mode: 'offline', modeReason } });
      expect(name).not.toContain('.');
      expect(works).not.toContain('works.');
    }
    const spending = { ...status, mode: 'offline', modeReason: 'centre-unreachable', offlineRedemption: { policy: 'allowance', maxPoints: 500 } } as const;
    expect(modeWords(t, plainFormats, { state: 'up', statusAtMs: 0, status: spending }).works).toContain('500');
    expect(modeWords(t, plainFormats, { state: 'up', statusAtMs: 0, status: { ...spending, mode: 'online', modeReason: 'ok' } }).works).not.toContain('500');
    for (const state of ['connecting', 'away', 'refused'] as const) expect(modeWords(t, plainFormats, { state, statusAtMs: 0 }).name).not.toContain('mode.');
  });

  it('say what a refusal means, also one that this page is too old for', async () => {
    const { t } = await createWords('en');
    const problem = { type: 't', title: 't', status: 409, code: 'brand-new', detail: 'd' };
    const say = (facts: object) => failureWords(t, plainFormats, (text) => text.ru, { kind: 'problem', problem: { ...problem, ...facts } });
    expect(say({})).toBe('The till refused (brand-new). Try again; if it stays, call the supervisor.');
    expect(say({ code: 'sale-closed' })).toBe('This sale is already finished. The next scan starts a new one.');
    const code = 'redemption-refused';
    expect(say({ code, maxPoints: 1200, limitedBy: 'share', stepPoints: 1 })).toBe('At most 1,200 can be spent on this sale.');
    expect(say({ code, maxPoints: 1200, limitedBy: 'share', stepPoints: 100 })).toBe('Points are spent in multiples of 100.');
    expect(say({ code, reason: 'insufficient-points', availablePoints: 40 })).toBe('The account has fewer points than is shown here: 40 are free. Take fewer.');
    const reserved = [{ tillId: 'till-7', tillName: { ru: 'Касса 7' }, storeId: 'abai', storeName: { ru: 'Абая 52' }, points: 60 }, { tillId: 'till-8', storeId: 'north', points: 5 }];
    expect(say({ code, reason: 'insufficient-points', availablePoints: 40, reserved })).toBe('40 are available. The rest is set aside: 60 at Касса 7, Абая 52; 5 at till-8, north.');
    expect(say({ code: 'redemption-offline', maxPoints: 30, limitedBy: 'allowance' })).toBe('The centre did not answer. Without it at most 30 can be spent on this sale.');
    expect(say({ code: 'redemption-offline', maxPoints: 0, limitedBy: 'offline' })).toBe(t('problem.redemption-offline'));
    expect(say({ code, reason: 'some-new-reason' })).toBe('That many points may not be spent. Take fewer.');
  });
});
