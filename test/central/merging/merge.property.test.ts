import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestHold } from '../../../sync/central/holds.ts';
import { mergeTwo } from '../../../sync/central/merging/merge-two.ts';
import { readRedirects } from '../../../sync/central/merging/redirects.ts';
import { findImbalances } from '../kit/audit.ts';
import { openLedger, type OpenLedger } from '../kit/open-ledger.ts';
import { pointsReturn, pointsSale } from '../kit/points-sale.ts';
import { pointsBundle, timeIn } from '../kit/points-shop.ts';
import { testTime } from '../kit/test-shop.ts';

const numRuns = 8;
const opening = 300;
const perSale = 35;
const owners = ['a', 'b', 'c'] as const;
type Owner = (typeof owners)[number];

/** What happened at tills: sales of three accounts of one person, each with or without points that are held for it, or a hold that is let go; then perhaps a return. */
const anyHistory = fc.array(fc.record({ owner: fc.constantFrom(...owners), points: fc.constantFrom(0, 5, 20), isReleased: fc.boolean(), isReturned: fc.boolean() }), { minLength: 1, maxLength: 7 });
/** Sort keys of the operations, and of the merges between them: an order of arrival. */
const anyArrival = fc.record({ keys: fc.array(fc.nat({ max: 1_000 }), { minLength: 16, maxLength: 16 }), merges: fc.tuple(fc.nat({ max: 1_000 }), fc.nat({ max: 1_000 }), fc.nat({ max: 1_000 })) });

interface Arrival {
  keys: number[];
  merges: [number, number, number];
}

let ledger: OpenLedger;
let plays = 0;
beforeAll(async () => {
  const shop = Array.from({ length: numRuns * 3 }, (_, play) => owners.map((owner, index) => ({
    accountId: `${play}-${owner}`, tier: index === 1 ? 'gold' : 'base', openingPoints: opening, cards: [{ number: String(4_000_000_000_000 + play * 3 + index), state: 'active' as const }],
  }))).flat();
  ledger = await openLedger(pointsBundle(), shop, testTime.instantMs);
});
afterAll(async () => await ledger.close());

/** Plays the history in this order of arrival; answers what the person has in the end. */
async function play(history: readonly { owner: Owner; points: number; isReleased: boolean; isReturned: boolean }[], { keys, merges }: Arrival): Promise<object> {
  const at = plays++;
  const idOf = (owner: Owner) => `${at}-${owner}`;
  const steps: { key: number; run: () => Promise<unknown> }[] = [];
  for (const [index, { owner, points, isReleased, isReturned }] of history.entries()) {
    const account = await ledger.account(idOf(owner));
    const id = `${at}-${index}`;
    const hold = { holdId: `hold-${id}`, saleId: `sale-${id}`, accountId: idOf(owner), points };
    if (points > 0) {
      if ((await requestHold(ledger, { ...hold, protocol: 2, cardNumber: account.cards[0]!.number, holdSeconds: 600 }, testTime.instantMs, 'till-1')).outcome !== 'held') throw new Error('a hold was refused');
    }
    const spends = points > 0 && !isReleased;
    const sale = pointsSale(ledger.compiled, { saleId: `sale-${id}`, time: timeIn(0), account: { ...account, availablePoints: opening }, ...(spends ? { redeem: { holdId: hold.holdId, points } } : {}) });
    expect(sale.result.pointsSpent).toBe(spends ? points : 0);
    steps.push({ key: keys[index * 2]!, run: async () => await ledger.push('sale-committed', sale, `sale-op-${id}`) });
    if (points > 0 && isReleased) steps.push({ key: keys[index * 2 + 1]!, run: async () => await ledger.push('hold-released', { programmeId: 'test', holdId: hold.holdId, saleId: 'other', accountId: idOf(owner), reason: 'dropped', effects: [] }, `release-op-${id}`) });
    if (isReturned) steps.push({ key: keys[index * 2 + 1]!, run: async () => await ledger.push('return-committed', pointsReturn(ledger.compiled, sale, `return-${id}`, timeIn(0)), `return-op-${id}`) });
  }
  // each pair may be merged before or after the others; the third merge finds them to be one already
  for (const [index, [one, other]] of ([['a', 'b'], ['c', 'b'], ['a', 'c']] as const).entries()) steps.push({ key: merges[index]!, run: async () => await merge(idOf(one), idOf(other)) });
  for (const { run } of steps.toSorted((one, other) => one.key - other.key)) expect(await run()).toMatch(/^(applied|waiting sale-unknown|merged|one-already)$/);

  expect(await findImbalances(ledger.db)).toEqual({ operations: [], accounts: [] });
  const left = await ledger.account(idOf('a'));
  for (const owner of ['b', 'c'] as const) expect(await ledger.account(idOf(owner))).toMatchObject({ mergedInto: idOf('a'), availablePoints: 0, cards: [], holds: [] });
  const buckets = await ledger.db.query<{ account: string; bucket: string; points: number }>(
    'SELECT account, bucket, sum(amount_minor)::bigint AS points FROM audit_ledger WHERE account LIKE $1 GROUP BY account, bucket HAVING sum(amount_minor) <> 0 ORDER BY account, bucket', [`${at}-%`],
  );
  expect(new Set(buckets.map(({ account }) => account))).toEqual(new Set([idOf('a')]));
  return { available: left.availablePoints, holds: left.holds, pending: (left.pending ?? []).reduce((sum, { points }) => sum + points, 0), purchases: left.purchases, tier: left.tier, cards: left.cards.length, buckets: Object.fromEntries(buckets.map(({ bucket, points }) => [bucket, points])) };
}

async function merge(one: string, other: string): Promise<string> {
  return await ledger.db.transaction(async (tx) => {
    const redirects = await readRedirects(tx, [one, other]);
    const [first, second] = [redirects.get(one) ?? one, redirects.get(other) ?? other];
    if (first === second) return 'one-already';
    return (await mergeTwo(tx, first, second, { cause: 'accepted', bundle: ledger.compiled.bundle, nowMs: testTime.instantMs })).outcome;
  });
}

it('merges keep the sum of points, wherever they fall in a history and in whatever order it arrives', async () => {
  await fc.assert(fc.asyncProperty(anyHistory, anyArrival, anyArrival, async (history, one, other) => {
    const never: Arrival = { keys: Array.from({ length: 16 }, (_, index) => index), merges: [900, 901, 902] };
    const expected = await play(history, never);
    const kept = history.filter(({ isReturned }) => !isReturned);
    const spent = kept.reduce((sum, { points, isReleased }) => (isReleased ? sum : sum + points), 0);
    expect(expected).toMatchObject({
      available: 3 * opening + kept.length * (perSale - 10) - spent, pending: kept.length * 10, purchases: kept.length, holds: [], cards: 3, tier: 'gold',
      ...(kept.length === 0 ? {} : { buckets: { earned: -kept.length * perSale, opening: -3 * opening } }),
    });
    expect(await play(history, one)).toEqual(expected);
    expect(await play(history, other)).toEqual(expected);
  }), { numRuns, endOnFailure: true });
}, 600_000);
