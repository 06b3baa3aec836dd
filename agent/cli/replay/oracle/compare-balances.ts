import type { AnsweredReturn } from '../driver-log.ts';
import type { Answered } from './answered.ts';
import type { CentralBooks, TillBooks } from './books.ts';

/** What one till showed of an account before it was stopped. */
export interface ShownBalance {
  till: string;
  accountId: string;
  points: number;
}

/**
 * The balance of every account, five ways: the driver's own sum over the answers it got, the centre's ledger, the centre's account row,
 * the tills' journals, and what tills showed; and the points that cannot be spent yet, three ways: by the answers, the ledger and the journals. Pure.
 *
 * @param opening points that the run began with, by account
 * @returns in words, one text for each account that differs
 */
export function compareBalances(opening: ReadonlyMap<string, number>, answered: Answered, tills: readonly TillBooks[], central: CentralBooks, shown: readonly ShownBalance[]): string[] {
  const expected = expectedBalances(opening, answered);
  const inJournals = sumOfTills(tills.map(({ available }) => available), opening);
  const expectedPending = pendingByAnswers(answered);
  const pendingInJournals = sumOfTills(tills.map(({ pending }) => pending), new Map());
  const differing: string[] = [];
  const accounts = new Set([expected, central.available, central.projected, inJournals, expectedPending, central.pending, pendingInJournals].flatMap((points) => [...points.keys()]));
  for (const account of accounts) {
    const at = (points: ReadonlyMap<string, number>): number => points.get(account) ?? 0;
    const hold = central.activeHolds.get(account);
    const balance = difference(at(expected), [
      ['the central ledger', at(central.available)],
      ['the central account', at(central.projected)],
      ['the journals', at(inJournals)],
      ...shown.filter((one) => one.accountId === account).map(({ till, points }): [string, number] => [till, points]),
    ]);
    if (balance !== undefined) differing.push(`${account}: ${balance}${hold === undefined ? '' : ` (${hold})`}`);
    const pending = difference(at(expectedPending), [['the central ledger', at(central.pending)], ['the journals', at(pendingInJournals)]]);
    if (pending !== undefined) differing.push(`${account}, pending: ${pending}`);
  }
  return differing;
}

function difference(wanted: number, others: readonly [where: string, points: number][]): string | undefined {
  const wrong = others.filter(([, points]) => points !== wanted);
  return wrong.length === 0 ? undefined : `${wanted} by the answers, but ${wrong.map(([where, points]) => `${points} at ${where}`).join(', ')}`;
}

/** What can be spent: opening points plus what every finished sale and return was answered to have moved, without what is still pending. */
export function expectedBalances(opening: ReadonlyMap<string, number>, answered: Answered): Map<string, number> {
  const balances = new Map(opening);
  for (const [sale] of answered.sales.values()) {
    if (sale?.accountId !== undefined) add(balances, sale.accountId, sale.pointsEarned - (sale.pointsPending ?? 0) - sale.pointsSpent);
  }
  for (const [returned] of answered.returns.values()) {
    const account = accountOf(returned, answered);
    if (returned !== undefined && account !== undefined) add(balances, account, returned.pointsGivenBack - (returned.pointsTakenBack - (returned.pendingTakenBack ?? 0)));
  }
  return balances;
}

/** No run lasts so long that the day of such points comes. */
function pendingByAnswers(answered: Answered): Map<string, number> {
  const pending = new Map<string, number>();
  for (const [sale] of answered.sales.values()) if (sale?.accountId !== undefined) add(pending, sale.accountId, sale.pointsPending ?? 0);
  for (const [returned] of answered.returns.values()) {
    const account = accountOf(returned, answered);
    if (account !== undefined) add(pending, account, -(returned?.pendingTakenBack ?? 0));
  }
  return pending;
}

function accountOf(returned: AnsweredReturn | undefined, answered: Answered): string | undefined {
  return returned === undefined ? undefined : answered.sales.get(returned.saleId)?.[0]?.accountId;
}

function sumOfTills(tills: readonly ReadonlyMap<string, number>[], opening: ReadonlyMap<string, number>): Map<string, number> {
  const sum = new Map(opening);
  for (const points of tills) for (const [account, moved] of points) add(sum, account, moved);
  return sum;
}

function add(balances: Map<string, number>, account: string, points: number): void {
  balances.set(account, (balances.get(account) ?? 0) + points);
}
