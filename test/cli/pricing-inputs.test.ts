import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import { goldenResult } from '../../agent/domain/bundle/golden.ts';
import { price } from '../../agent/domain/pricing/price.ts';
import type { PricedSale } from '../../agent/domain/pricing/priced-sale.ts';
import type { Condition } from '../../agent/domain/promotions/promotion.ts';
import { compiledExample, customerWith, exampleBundle, promotionOf, timeAt } from '../domain/kit/shop.ts';
import { lastLine, runTill } from './support/till-process.ts';
import { useFiles } from './support/use-files.ts';

const off = (id: string, amountMinor: number, when: Condition, changes: Partial<Bundle['promotions'][number]> = {}) => promotionOf(id, { kind: 'basket-amount', amountMinor }, { when, ...changes });
const programme: Partial<Bundle> = {
  coupons: [{ id: 'welcome', name: { ru: 'Купон' }, codes: ['HELLO'] }],
  flags: [{ id: 'new-agents', on: [{ agentFrom: '1.4.0' }] }],
  promotions: [
    off('coupon', 1, { kind: 'coupon', couponIds: ['welcome'] }), off('channel', 2, { kind: 'channel', channels: ['web'] }), off('payment', 4, { kind: 'payment', methods: ['bank-card'] }),
    off('till', 8, { kind: 'till', tillIds: ['till-9'] }), off('flag', 16, { kind: 'flag', flagId: 'new-agents' }),
    off('budget', 32, { kind: 'store', storeIds: ['north'] }, { limits: { budget: { whenOver: 'cut' } } }),
    promotionOf('back', { kind: 'points-percent', basisPoints: 1_000 }, { when: { kind: 'card' } }),
  ],
};
const basket = { lines: [{ lineId: '1', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 50_000 }] };
const time = timeAt();

const { file, pathOf } = useFiles();
const common = () => ['--bundle', file('bundle.json', exampleBundle(programme)), '--at', new Date(time.instantMs).toISOString()];

describe('till price', () => {
  it('prices with all that the basket and the options say', async () => {
    const args = [
      'price', ...common(), '--json', '--basket', file('all.json', { ...basket, coupons: ['HELLO'], channel: 'web', payment: { method: 'bank-card' } }),
      '--store', 'north', '--till', 'till-9', '--agent-version', '1.4.2', '--programme', file('programme.json', { budgets: [{ promotionId: 'budget', leftMinor: 20 }] }),
    ];
    const all = await runTill(args);
    expect(all).toMatchObject({ code: 0, stderr: '' });
    expect((JSON.parse(lastLine(all.stdout)) as PricedSale).promotions.map(({ promotionId, discountMinor }) => [promotionId, discountMinor])).toEqual([
      ['budget', 20], ['channel', 2], ['flag', 16], ['payment', 4], ['till', 8], ['coupon', 1],
    ]);
  });

  it('takes no till, version or programme for granted', async () => {
    const plain = await runTill(['price', ...common(), '--json', '--basket', file('plain.json', basket)]);
    expect(JSON.parse(lastLine(plain.stdout))).toMatchObject({ discountMinor: 0, promotions: [] });
  });

  it('refuses a time zone and a version that nobody could mean, by name and with exit code 2', async () => {
    const zone = await runTill(['price', '--bundle', file('nowhere.json', exampleBundle({ ...programme, timeZone: 'Asia/Nowhere' })), '--basket', file('plain.json', basket)]);
    expect(zone).toMatchObject({ code: 2, stdout: '' });
    expect(zone.stderr).toContain('/timeZone');
    const version = await runTill(['price', ...common(), '--basket', file('plain.json', basket), '--agent-version', 'abc']);
    expect(version).toMatchObject({ code: 2, stdout: '' });
    expect(version.stderr).toContain('--agent-version');
  });

  it('says why on stderr, in the language that is asked for, and prints JSON all the same', async () => {
    const args = ['price', ...common(), '--basket', file('plain.json', basket), '--explain'];
    const english = await runTill(args);
    const russian = await runTill([...args, '--language', 'ru']);
    const bare = await runTill([...args, '--json']);
    expect(JSON.parse(english.stdout)).toMatchObject({ trace: { exact: true } });
    expect(english.stdout).toBe(russian.stdout);
    expect(english.stderr).toContain('“till” – no. It asks for: till: till-9');
    expect(russian.stderr).toMatch(/till-9/u);
    expect(russian.stderr).not.toBe(english.stderr);
    expect(bare.stderr).toBe('');
    expect(JSON.parse(bare.stdout)).toEqual(JSON.parse(english.stdout));
  });
});

describe('till forecast', () => {
  it('says what one unit earns and costs, for whom and where it is asked', async () => {
    const customer = file('customer.json', customerWith());
    const known = await runTill(['forecast', ...common(), '--sku', 'milk', '--customer', customer, '--till', 'till-9', '--json']);
    expect({ ...known, stdout: JSON.parse(known.stdout) as unknown }).toMatchObject({ code: 0, stderr: '', stdout: { sku: 'milk', unitPriceMinor: 500, payableMinor: 492, points: 0 } });
    const dear = await runTill(['forecast', ...common(), '--sku', 'unknown', '--price', '50000', '--customer', customer]);
    expect(JSON.parse(dear.stdout)).toEqual({ sku: 'unknown', unitPriceMinor: 50_000, payableMinor: 50_000, points: 50 });
  });

  it.each([
    ['a good that has no price', ['--sku', 'unknown'], 'sku-unknown'],
    ['a price that is none', ['--sku', 'milk', '--price', '1.5'], 'wrong-use'],
    ['a sku that is none', ['--sku', 'two words'], 'bad-request'],
    ['a store that is not there', ['--sku', 'milk', '--store', 'moon'], 'store-unknown'],
    ['a till that is none', ['--sku', 'milk', '--till', 'till 9'], 'bad-request', '--till must be an id: 1 to 80 characters'],
    ['a version that is none', ['--sku', 'milk', '--agent-version', '1.4'], 'bad-request', '--agent-version must be a version like 1.4.0'],
    ['a time without a zone', ['--sku', 'milk', '--at', '2026-11-22T12:00:00'], 'wrong-use', 'like 2026-11-22T10:30:00+05:00'],
    ['a day that no year has', ['--sku', 'milk', '--at', '2026-02-30T12:00:00+05:00'], 'wrong-use', 'like 2026-11-22T10:30:00+05:00'],
  ])('answers %s in one line with exit code 2', async (_, args, code, sentence = '') => {
    const ended = await runTill(['forecast', ...common(), ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^till: [^\n]+ \\(${code}\\)\n$`, 'u'));
    expect(ended.stderr).toContain(sentence);
  });
});

describe('till bundle check', () => {
  const input = { basket, storeId: 'centre', time };
  const golden = { name: 'молоко', ...input, expected: goldenResult(price(compiledExample(programme), input)) };

  it('counts what is in a sound bundle and the golden receipts that come out', async () => {
    const path = file('sound.json', exampleBundle({ ...programme, goldenReceipts: [golden, { ...golden, name: 'ещё раз' }] }));
    const ended = await runTill(['bundle', 'check', path, '--json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('7 promotions, 6 goods, 2 of 2 golden receipts');
    expect(JSON.parse(lastLine(ended.stdout))).toMatchObject({ ok: true, serial: 7, goldenReceipts: { total: 2, passed: 2, differing: [] } });
  });

  it('names the golden receipts that come out otherwise, with exit code 1', async () => {
    const path = file('golden.json', exampleBundle({ ...programme, goldenReceipts: [golden, { ...golden, name: 'другой', expected: { ...golden.expected, payableMinor: 1 } }] }));
    const ended = await runTill(['bundle', 'check', path, '--json']);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(ended.stdout).toMatch(/1 of 2 golden receipts[^\n]*\n✗ другой: payableMinor must be 1 and is 50000\n/u);
    expect(JSON.parse(lastLine(ended.stdout))).toMatchObject({ ok: false, goldenReceipts: { total: 2, passed: 1, differing: [{ name: 'другой' }] } });
  });

  it.each([
    ['a group that is not there', exampleBundle({ promotions: [promotionOf('A', { kind: 'goods-percent', basisPoints: 1 }, { groupId: 'h' })] }), '/promotions/0/groupId'],
    ['a time zone that is none', exampleBundle({ timeZone: 'Moon/Crater' }), '/timeZone'],
    ['a field that nobody knows', { ...exampleBundle(), colour: 'red' }, '/colour'],
  ])('names %s by its path, with exit code 1', async (_, bundle, path) => {
    const ended = await runTill(['bundle', 'check', file('broken.json', bundle), '--json']);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(lastLine(ended.stdout))).toMatchObject({ ok: false, code: 'bad-request', path, detail: expect.any(String) as string });
    expect(ended.stdout).toMatch(new RegExp(`^✗ [^\n]*broken.json: ${path} `, 'u'));
  });

  it('is wrong use without a file that is there', async () => {
    expect(await runTill(['bundle', 'check', pathOf('none.json')])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/\(file-missing\)\n$/u) });
    expect(await runTill(['bundle', 'check'])).toMatchObject({ code: 2 });
  });
});
