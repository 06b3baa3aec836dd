import { describe, expect, it } from 'vitest';
import type { StepReturned } from '../../agent/cli/price/return-in-steps.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import type { PricedSale } from '../../agent/domain/pricing/priced-sale.ts';
import { customerWith, exampleBundle, promotionOf, timeAt } from '../domain/kit/shop.ts';
import { lastLine, runTill } from './support/till-process.ts';
import { useFiles } from './support/use-files.ts';

const { file, pathOf } = useFiles();

const milk = (pieces: number, unitPriceMinor = 500) => ({ lineId: '1', sku: 'milk', quantityMilli: pieces * 1_000, unitPriceMinor });
const back = (pieces: number, more: object = {}) => ({ lines: [{ lineId: '1', quantityMilli: pieces * 1_000 }], ...more });
const secondHalf = promotionOf('second', { kind: 'nth-unit', every: 2, off: { kind: 'percent', basisPoints: 5_000 }, pick: 'cheapest' });

/** Sells and takes back as the files say. */
async function soldAndReturned(bundle: Partial<Bundle>, lines: object[], steps: unknown, ...further: string[]) {
  return await runTill([
    'price', '--bundle', file('bundle.json', exampleBundle(bundle)), '--basket', file('basket.json', { lines }), '--returns', file('returns.json', steps),
    '--at', new Date(timeAt().instantMs).toISOString(), '--json', ...further,
  ]);
}

async function returnsOf(...given: Parameters<typeof soldAndReturned>): Promise<{ sale: PricedSale; returns: StepReturned[] }> {
  const { code, stdout, stderr } = await soldAndReturned(...given);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(lastLine(stdout)) as { sale: PricedSale; returns: StepReturned[] };
}

describe('till price --returns', () => {
  it('sells, and takes back part after part by the refund of the bundle', async () => {
    const steps = [back(1), back(1), back(1), {}];
    const priced = await returnsOf({ promotions: [secondHalf], returns: { pointsPolicy: 'allow_negative', refund: 'reprice' } }, [milk(4, 200)], steps);
    expect(priced.sale.payableMinor).toBe(600);
    expect(priced.returns.map(({ refundMinor }) => refundMinor)).toEqual([100, 200, 100, 200]);
    expect(priced.returns.at(-1)).toEqual({ lines: [{ lineId: '1', quantityMilli: 1_000, refundMinor: 200, pointsGivenBack: 0, pointsTakenBack: 0 }], refundMinor: 200, pointsGivenBack: 0, pointsTakenBack: 0, leavesNothing: true });
    const shared = await returnsOf({ promotions: [secondHalf], returns: { pointsPolicy: 'allow_negative', refund: 'share' } }, [milk(4, 200)], steps);
    expect(shared.returns.map(({ refundMinor }) => refundMinor)).toEqual([150, 150, 150, 150]);
  });

  it('knows the day of each return, what the customer may spend then, and what of the points spent is left', async () => {
    const promotions = [promotionOf('a', { kind: 'points-percent', basisPoints: 1_000, pendingDays: 3 }), promotionOf('b', { kind: 'points-fixed', points: 6, pendingDays: 7 }), promotionOf('c', { kind: 'points-fixed', points: 4 })];
    const steps = [back(1, { availablePoints: 2 }), back(1, { on: '2026-11-25', availablePoints: 0 }), back(1, { on: '2026-11-26', availablePoints: 3 }), { on: '2026-11-29', availablePoints: 100 }];
    const customer = ['--customer', file('customer.json', customerWith({ availablePoints: 1_000 }))];
    const within = await returnsOf({ promotions, returns: { pointsPolicy: 'within_balance' } }, [milk(4, 2_500)], steps, ...customer);
    expect(within.returns.map(({ pointsTakenBack, pointsShortfall = 0 }) => [pointsTakenBack, pointsShortfall])).toEqual([[5, 0], [5, 0], [4, 1], [5, 0]]);
    const paid = await returnsOf({ promotions: [], returns: { pointsPolicy: 'allow_negative', refund: 'reprice' } }, [milk(2, 1_000)], [back(1), {}], ...customer, '--redeem', '8');
    expect(paid.returns.map(({ refundMinor, pointsGivenBack }) => [refundMinor, pointsGivenBack])).toEqual([[700, 3], [500, 5]]);
  });

  it.each([
    ['more than is left', [back(1), back(2)], 'return-exceeds-sale', '/1/lines/0', 'line "1" would be returned more than it was sold'],
    ['a line that was not sold', [{ lines: [...back(1).lines, { lineId: '9', quantityMilli: 1_000 }] }], 'line-unknown', '/0/lines/1', 'line "9" is not a line of this sale'],
    ['a line twice', [{ lines: [...back(1).lines, ...back(1).lines] }], 'duplicate-line', '/0/lines/1', 'line "1" is named twice'],
    ['a part of a piece', [back(0.5)], 'quantity-not-whole', '/0/lines/0', 'line "1" is sold in whole pieces'],
    ['anything where nothing is left', [{}, {}], 'return-exceeds-sale', '/1', 'nothing is left of the sale'],
    ['a day before the sale', [{ on: '2026-11-21' }], 'bad-request', '/0/on', 'lies before 2026-11-22'],
    ['a day before the return before it', [back(1, { on: '2026-11-25' }), { on: '2026-11-24' }], 'bad-request', '/1/on', 'lies before 2026-11-25'],
    ['a day that no year has', [{ on: '2026-02-30' }], 'bad-request', '/0/on', 'must be a date'],
    ['a return of no lines', [{ lines: [] }], 'bad-request', '/0/lines', 'must have at least 1 items'],
    ['a field that is not known', [{ ...back(1), reason: 'sour' }], 'bad-request', '/0/reason', 'is not a known field here'],
    ['what is no list', {}, 'bad-request', '', 'must be a list'],
  ])('refuses %s by its place', async (_, steps, code, path, words) => {
    const ended = await soldAndReturned({}, [milk(2)], steps);
    expect(ended.code).toBe(2);
    const failure = JSON.parse(lastLine(ended.stdout)) as { detail: string };
    expect(failure).toMatchObject({ ok: false, code, path, file: pathOf('returns.json') });
    expect(failure.detail).toContain(words);
  });

  it('refuses a file that is not there', async () => {
    const ended = await soldAndReturned({}, [milk(2)], [], '--returns', pathOf('none.json'));
    expect(ended.code).toBe(2);
    expect(JSON.parse(lastLine(ended.stdout))).toEqual({ ok: false, code: 'file-missing', file: pathOf('none.json'), path: '', detail: 'does not exist' });
  });
});

describe('till price --may-redeem', () => {
  const args = (...further: string[]) => ['price', '--bundle', file('bundle.json', exampleBundle({ promotions: [] })), '--basket', file('basket.json', { lines: [milk(2, 10_000)] }), '--json', ...further];

  it('takes what the till may let go in the place of the balance', async () => {
    const customer = ['--customer', file('customer.json', customerWith({ availablePoints: 1_000 }))];
    const balance = await runTill(args(...customer));
    const allowed = await runTill(args(...customer, '--may-redeem', '30:allowance'));
    expect((JSON.parse(balance.stdout) as PricedSale).redeemable).toEqual({ maxPoints: 100, limitedBy: 'share' });
    expect((JSON.parse(allowed.stdout) as PricedSale).redeemable).toEqual({ maxPoints: 30, limitedBy: 'allowance' });
  });

  it.each(['30', '30:luck', '-1:balance', '1.5:balance', ':balance', '9007199254740993:balance', '30:allowance:more'])('refuses %s and says what it must be', async (value) => {
    const ended = await runTill(args('--customer', file('customer.json', customerWith()), '--may-redeem', value));
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('like 30:allowance; the rules are balance, offline, allowance, risk-limit, stale');
  });

  it('needs a customer', async () => {
    const ended = await runTill(args('--may-redeem', '30:allowance'));
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('--may-redeem needs a --customer') as string });
  });
});
