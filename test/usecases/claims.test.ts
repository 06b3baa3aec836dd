import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealFor } from '../../agent/storage/journal/sealed-box.ts';
import { claimPoints } from '../../agent/usecases/claim-points.ts';
import { commitReturn } from '../../agent/usecases/commit-return.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { accountNow } from '../../agent/usecases/customer-state.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { slipCodesOf } from '../../agent/usecases/slip-codes.ts';
import { startReturn } from '../../agent/usecases/start-return.ts';
import { compiledExample } from '../domain/kit/shop.ts';
import { accountOf, cardNumber, noonMs, openTestTill, twoMilks } from './kit/test-till.ts';
import { returnOf, saleOf } from './kit/outcomes.ts';
import { slipsOf } from './kit/test-slips.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { SaleCommitted } from '../../agent/domain/operations/operation.ts';
import type { TestTill } from './kit/test-till.ts';

const claims = { codes: 'always', withinDays: 14 } as const;
const milks = [{ sku: 'milk', quantityMilli: 90_000, unitPriceMinor: 500 }];
/** 5 % of 40,500 */
const points = 20;

let seller: TestTill;
let test: TestTill;
const open = (changes: Partial<Bundle> = {}) => {
  seller = openTestTill({ claims, ...changes });
  seller.slips = slipsOf('till-9');
  test = openTestTill({ claims, ...changes });
  test.slips = slipsOf('till-1');
  test.authority.stand({ isReachable: false });
  test.snapshot([accountOf(1), accountOf(2)]);
};
afterEach(() => {
  seller.close();
  test.close();
});

const sell = (saleId = 'sale-9', more: { claim?: boolean; code?: string } = {}) => {
  const { code, ...commit } = more;
  saleOf(priceSale(seller.till, { saleId, baseRevision: 0, lines: milks, ...(code === undefined ? {} : { customer: { code } }) }));
  const sale = saleOf(commitSale(seller.till, { saleId, revision: 1, receipt: { number: saleId }, ...commit }));
  return slipCodesOf(seller.till, sale).claimCode;
};
const soldThere = () => seller.written().find(({ kind }) => kind === 'sale-committed')!.payload as SaleCommitted;
const claim = async (code: string, card = cardNumber(1)) => await claimPoints(test.till, { code, card });

describe('the claim code of a sale', () => {
  it.each([
    ['always', undefined, undefined, true], ['always', false, undefined, false],
    ['on-request', undefined, undefined, false], ['on-request', true, undefined, true],
    ['unread-card', undefined, undefined, false], ['unread-card', undefined, cardNumber(7), true], ['unread-card', undefined, '2900770100018', true], ['unread-card', true, undefined, true], ['unread-card', false, cardNumber(7), false],
  ] as const)('is on the slip as the programme and the till software say: %s, asked %s, card %s', (codes, asked, card, has) => {
    open({ claims: { codes, withinDays: 14 } });
    const code = sell('sale-9', { ...(asked === undefined ? {} : { claim: asked }), ...(card === undefined ? {} : { code: card }) });
    expect(code === undefined ? undefined : { points: code.points, until: code.until }).toEqual(has ? { points, until: '2026-12-06' } : undefined);
    expect(soldThere().claim?.points).toBe(has ? points : undefined);
  });

  it('is on no slip of a customer, of a till that nobody vouches for, nor in a programme without claims', () => {
    open();
    seller.snapshot([accountOf(1)]);
    expect(sell('with-card', { code: cardNumber(1), claim: true })).toBeUndefined();
    seller.slips = { ...slipsOf('till-9'), certificate: () => undefined };
    expect(sell('unvouched')).toBeUndefined();
    seller.slips = slipsOf('till-9');
    seller.compiled = compiledExample();
    expect(sell('without', { claim: true })).toBeUndefined();
  });
});

describe('claiming at another till that is offline', () => {
  beforeEach(() => open());

  it('credits the points at once, tentatively, and journals one operation', async () => {
    const { code } = sell()!;
    expect(await claim(code)).toMatchObject({ ok: true, saleId: 'sale-9', accountId: 'account-1', cardNumber: cardNumber(1), points, availablePoints: 500 + points, isTentative: true });
    expect(test.written()).toMatchObject([{ kind: 'points-claimed', payload: { saleId: 'sale-9', accountId: 'account-1', points, soldOn: '2026-11-22', effects: [{ bucket: 'available', points }, { bucket: 'earned', points: -points }] } }]);
    expect(accountNow(test.till, 'account-1')?.account.availablePoints).toBe(500 + points);
  });

  it('refuses the same code again, for another card too and after a restart', async () => {
    const { code } = sell()!;
    await claim(code);
    test.restart();
    expect(await claim(code, cardNumber(2))).toMatchObject({ ok: false, code: 'claim-used', facts: { tillId: 'till-1' } });
    expect(test.written()).toHaveLength(1);
  });

  it('takes two scans at the same moment for one', async () => {
    test.authority.stand({ isReachable: true });
    const { code } = sell()!;
    const both = await Promise.all([claim(code), claim(code)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(test.written()).toHaveLength(1);
  });

  it('registers a new customer with it, in one transaction', async () => {
    const { privateKey } = generateKeyPairSync('x25519');
    const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
    const till = { ...test.till, sealer: { seal: (text: string) => ({ blob: sealFor(publicKey, text), sealedTo: 'key-1' }) } };
    const { code } = sell()!;
    const done = await claimPoints(till, { code, registration: { change: { givenName: 'Сауле' } } });
    expect(done).toMatchObject({ ok: true, points, availablePoints: points, isTentative: true });
    expect(test.written().map(({ kind }) => kind)).toEqual(['customer-registered', 'points-claimed']);
    expect(done.ok && accountNow(till, done.accountId)?.account.availablePoints).toBe(points);
  });

  it('says what is wrong, and journals nothing', async () => {
    const { code } = sell()!;
    const changed = `${code.slice(0, 250)}${code[250] === 'A' ? 'B' : 'A'}${code.slice(251)}`;
    const nobodys = slipsOf('till-5');
    const vouched = slipsOf('till-9');
    seller.slips = { ...nobodys, certificate: () => vouched.certificate() };
    for (const [input, expected] of [
      [{ code: 'LC1.rubbish', card: cardNumber(1) }, { code: 'claim-code-invalid' }],
      [{ code: changed, card: cardNumber(1) }, { code: 'claim-code-invalid' }],
      [{ code: sell('signed-by-another')!.code, card: cardNumber(1) }, { code: 'claim-code-invalid' }],
      [{ code }, { code: 'bad-request', path: '/card' }],
      [{ code, card: cardNumber(1), accountId: 'account-1' }, { code: 'bad-request' }],
      [{ code, card: cardNumber(9) }, { code: 'customer-unknown', path: '/card', facts: { reason: 'card-unknown' } }],
      [{ code, accountId: 'nobody' }, { code: 'customer-unknown', path: '/accountId' }],
      [{ code, registration: { change: { givenName: 'Сауле' } } }, { code: 'sealing-key-unknown' }],
    ] as const) expect(await claimPoints(test.till, input)).toMatchObject({ ok: false, ...expected });
    expect(test.written()).toEqual([]);
  });

  it('refuses a code whose last day is past, and one of a till that was revoked', async () => {
    const { code } = sell()!;
    const at = (localDate: string) => ({ ...test.till, clock: { ...test.till.clock, businessTime: () => ({ ...test.till.clock.businessTime(noonMs, ''), localDate }) } });
    expect(await claimPoints(at('2026-12-07'), { code, card: cardNumber(1) })).toMatchObject({ ok: false, code: 'claim-expired', facts: { until: '2026-12-06' } });
    expect(await claimPoints(at('2026-12-06'), { code, card: cardNumber(1) })).toMatchObject({ ok: true });
    test.slips = slipsOf('till-1', ['till-9']);
    expect(await claimPoints(test.till, { code: sell('of-a-thief')!.code, card: cardNumber(1) })).toMatchObject({ ok: false, code: 'claim-needs-link', facts: { doubt: 'revoked' } });
  });

  it('credits no points of goods that came back at this till before', async () => {
    const { code } = sell()!;
    test.authority.stand({ isReachable: true });
    test.authority.sales.set('sale-9', { outcome: 'known', sale: soldThere(), returns: [] });
    returnOf(await startReturn(test.till, { returnId: 'r', baseRevision: 0, saleId: 'sale-9', lines: [{ lineId: '1', quantityMilli: 45_000 }] }));
    returnOf(commitReturn(test.till, { returnId: 'r', revision: 1, receipt: { number: 'r' } }));
    expect(await claim(code)).toMatchObject({ ok: true, points: points / 2, isTentative: false });
  });
});

describe('claiming while the centre is in reach', () => {
  beforeEach(() => {
    open();
    test.authority.stand({ isReachable: true });
  });

  it('is no longer tentative where the centre has the sale', async () => {
    const { code } = sell()!;
    expect(await claim(sell('another')!.code, cardNumber(2))).toMatchObject({ ok: true, isTentative: true });
    test.authority.sales.set('sale-9', { outcome: 'known', sale: soldThere(), returns: [] });
    expect(await claim(code)).toMatchObject({ ok: true, points, isTentative: false });
  });

  it.each([
    ['was claimed elsewhere', { claimed: { tillId: 'till-4', atMs: 5 } }, { code: 'claim-used', facts: { tillId: 'till-4', atMs: 5 } }],
    ['came back whole', { returns: [{ returnId: 'r', tillId: 'till-4', result: { saleId: 'sale-9', lines: [{ lineId: '1', quantityMilli: 90_000, refundMinor: 1, pointsGivenBack: 0, pointsTakenBack: 0 }], refundMinor: 1, pointsGivenBack: 0, pointsTakenBack: 0 } }] }, { code: 'claim-empty' }],
  ])('is refused where the sale %s', async (_title, told, expected) => {
    const { code } = sell()!;
    test.authority.sales.set('sale-9', { outcome: 'known', sale: soldThere(), returns: [], ...told });
    expect(await claim(code)).toMatchObject({ ok: false, ...expected });
    expect(test.written()).toEqual([]);
  });

  it('believes the centre where it may not believe the code', async () => {
    const { code } = sell()!;
    test.slips = slipsOf('till-1', ['till-9']);
    test.authority.sales.set('sale-9', { outcome: 'known', sale: soldThere(), returns: [] });
    expect(await claim(code)).toMatchObject({ ok: true, points });
  });
});

describe('limits on claims', () => {
  it('refuse what a card claims too often in a day, unless a second person lets it pass', async () => {
    open({ limits: [{ kind: 'card-claims', id: 'often', name: { ru: 'Часто' }, level: 'refuse', most: 2 }] });
    for (const saleId of ['a', 'b']) expect(await claim(sell(saleId)!.code)).toMatchObject({ ok: true });
    const { code } = sell('c')!;
    expect(await claim(code)).toMatchObject({ ok: false, code: 'limit-reached', facts: { kind: 'card-claims' } });
    expect(await claim(code, cardNumber(2))).toMatchObject({ ok: true });
    expect(await claimPoints(test.till, { code: sell('d')!.code, card: cardNumber(1), liftsLimits: true })).toMatchObject({ ok: true });
    expect(test.written().filter(({ kind }) => kind === 'limit-hit')).toHaveLength(2);
  });

  it('count a claim as a receipt of the card, also at one cashier', async () => {
    open({ limits: [{ kind: 'card-at-one-cashier', id: 'one', name: { ru: 'Один' }, level: 'refuse', most: 1 }] });
    const by = { userId: 'asel' };
    const till = { ...test.till, limits: { ...test.till.limits!, staff: { byUser: () => ({ userId: 'asel', name: 'Асель', roleId: 'cashier', pin: '', cards: [], storeIds: [] }) as never, byBadge: () => undefined } } };
    expect(await claimPoints(till, { code: sell('a')!.code, card: cardNumber(1), by })).toMatchObject({ ok: true });
    expect(await claimPoints(till, { code: sell('b')!.code, card: cardNumber(1), by })).toMatchObject({ ok: false, code: 'limit-reached' });
    saleOf(priceSale(till, { saleId: 's', baseRevision: 0, lines: twoMilks, customer: { code: cardNumber(1) }, by }));
    expect(till.sales.find('s')?.customerProblem).toBe('limit-reached');
  });
});
