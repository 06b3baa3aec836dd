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
 * the tills' journals, and what tills showed. Pure.
 *
 * @param opening points that the run began with, by account
 * @returns in words, one text for each account that differs
 */
export function compareBalances(opening: ReadonlyMap<string, number>, answered: Answered, tills: readonly TillBooks[], central: CentralBooks, shown: readonly ShownBalance[]): string[] {
  const expected = expectedBalances(opening, answered);
  const inJournals = new Map(opening);
  for (const { available } of tills) for (const [account, points] of available) add(inJournals, account, points);
  const differing: string[] = [];
  for (const account of new Set([...expected.keys(), ...central.available.keys(), ...central.projected.keys(), ...inJournals.keys()])) {
    const wanted = expected.get(account) ?? 0;
    const others: [string, number][] = [
      ['the central ledger', central.available.get(account) ?? 0],
      ['the central account', central.projected.get(account) ?? 0],
      ['the journals', inJournals.get(account) ?? 0],
    ];
    for (const { till, points } of shown.filter((one) => one.accountId === account)) others.push([till, points]);
    const wrong = others.filter(([, points]) => points !== wanted);
    if (wrong.length === 0) continue;
    const hold = central.activeHolds.get(account);
    differing.push(`${account}: ${wanted} by the answers, but ${wrong.map(([where, points]) => `${points} at ${where}`).join(', ')}${hold === undefined ? '' : ` (${hold})`}`);
  }
  return differing;
}

/** Opening points plus what every finished sale and return was answered to have moved. */
export function expectedBalances(opening: ReadonlyMap<string, number>, answered: Answered): Map<string, number> {
  const balances = new Map(opening);
  for (const [sale] of answered.sales.values()) {
    if (sale?.accountId !== undefined) add(balances, sale.accountId, sale.pointsEarned - sale.pointsSpent);
  }
  for (const [returned] of answered.returns.values()) {
    const account = returned === undefined ? undefined : answered.sales.get(returned.saleId)?.[0]?.accountId;
    if (returned !== undefined && account !== undefined) add(balances, account, returned.pointsGivenBack - returned.pointsTakenBack);
  }
  return balances;
}

function add(balances: Map<string, number>, account: string, points: number): void {
  balances.set(account, (balances.get(account) ?? 0) + points);
}
