import { describe, expect, test } from 'vitest';
import { compareBalances, expectedBalances } from '../../../agent/cli/replay/oracle/compare-balances.ts';
import { answered, centralBooks, soldSale, tillBooks } from './hand-made-books.ts';

const opening = new Map([['ann', 100], ['bob', 40]]);
const central = () => ({ ...centralBooks(), available: new Map([['ann', 100], ['bob', 40]]), projected: new Map([['ann', 100], ['bob', 40]]) });

test('a balance is the opening plus what the answers moved', () => {
  expect(expectedBalances(opening, { ...answered(), returns: new Map() })).toEqual(new Map([['ann', 120], ['bob', 40]]));
  expect(expectedBalances(opening, answered())).toEqual(opening);
});

test('a commit that was answered twice counts once', () => {
  const twice = answered();
  twice.sales.set('s1', [soldSale, soldSale]);
  expect(expectedBalances(opening, twice)).toEqual(opening);
});

test('books that agree have no differing balance', () => {
  const shown = [{ till: 'till 1', accountId: 'ann', points: 100 }];
  expect(compareBalances(opening, answered(), [tillBooks()], central(), shown)).toEqual([]);
});

test.each([
  ['the central ledger', { available: new Map([['ann', 101], ['bob', 40]]) }, 'ann: 100 by the answers, but 101 at the central ledger'],
  ['the central account', { projected: new Map([['ann', 100], ['bob', 39]]) }, 'bob: 40 by the answers, but 39 at the central account'],
])('a balance that differs in %s is named', (_where, changed, text) => {
  expect(compareBalances(opening, answered(), [tillBooks()], { ...central(), ...changed }, [])).toEqual([text]);
});

test('a balance that differs in the journals, or on a screen, is named once with all that is wrong', () => {
  const shown = [{ till: "till 2's screen", accountId: 'ann', points: Number.NaN }, { till: "till 1's screen", accountId: 'ann', points: 100 }];
  const tills = [tillBooks(), { ...tillBooks(), available: new Map([['ann', 7]]) }];
  expect(compareBalances(opening, answered(), tills, central(), shown)).toEqual(["ann: 100 by the answers, but 107 at the journals, NaN at till 2's screen"]);
});

test('an account that nobody expected is named', () => {
  const stranger = { ...central(), available: new Map([...central().available, ['eve', 5]]) };
  expect(compareBalances(opening, answered(), [tillBooks()], stranger, [])).toEqual(['eve: 0 by the answers, but 5 at the central ledger']);
  const projected = { ...central(), projected: new Map([...central().projected, ['eve', 5]]) };
  expect(compareBalances(opening, answered(), [tillBooks()], projected, [])).toEqual(['eve: 0 by the answers, but 5 at the central account']);
  const till = { ...tillBooks(), available: new Map([['ann', 0], ['eve', 5]]) };
  expect(compareBalances(opening, answered(), [till], central(), [])).toEqual(['eve: 0 by the answers, but 5 at the journals']);
});

test('points that a forgotten hold keeps aside are explained', () => {
  const holding = { ...central(), available: new Map([['ann', 90], ['bob', 40]]), projected: new Map([['ann', 90], ['bob', 40]]), activeHolds: new Map([['ann', 'hold x of s1 still keeps 10 points aside']]) };
  expect(compareBalances(opening, answered(), [tillBooks()], holding, [])).toEqual(['ann: 100 by the answers, but 90 at the central ledger, 90 at the central account (hold x of s1 still keeps 10 points aside)']);
});

describe('points that cannot be spent yet', () => {
  /** Of the 30 points that ann earned 20 are pending, and the return took 15 of them back. */
  const pendingSale = { ...soldSale, pointsPending: 20 };
  const told = (pendingTakenBack: number) => {
    const { returns } = answered();
    return { sales: new Map([['s1', [pendingSale]]]), returns: new Map([...returns].map(([id, all]) => [id, all.map((one) => ({ ...one, pendingTakenBack }))])) };
  };
  const books = (pending: number, available: number) => ({
    tills: [{ ...tillBooks(), pending: new Map([['ann', pending]]), available: new Map([['ann', available]]) }],
    central: { ...central(), pending: new Map([['ann', pending]]), available: new Map([['ann', 100 + available], ['bob', 40]]), projected: new Map([['ann', 100 + available], ['bob', 40]]) },
  });

  test('are no part of the balance, and are compared beside it', () => {
    expect(expectedBalances(opening, told(15)).get('ann')).toBe(100 + 10 - 10 + 10 - 15);
    const { tills, central: centre } = books(5, -5);
    expect(compareBalances(opening, told(15), tills, centre, [])).toEqual([]);
  });

  test('are named where a side has others, or takes them for points to spend', () => {
    const { tills, central: centre } = books(5, -5);
    expect(compareBalances(opening, told(15), tills, { ...centre, pending: new Map([['ann', 20]]) }, [])).toEqual(['ann, pending: 5 by the answers, but 20 at the central ledger']);
    const early = books(0, 0);
    expect(compareBalances(opening, told(15), early.tills, early.central, [])).toEqual([
      'ann: 95 by the answers, but 100 at the central ledger, 100 at the central account, 100 at the journals',
      'ann, pending: 5 by the answers, but 0 at the central ledger, 0 at the journals',
    ]);
  });
});
