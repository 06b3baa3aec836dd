import { compareBalances } from '../../../agent/cli/replay/oracle/compare-balances.ts';
import { compareOperations } from '../../../agent/cli/replay/oracle/compare-operations.ts';
import type { CentralBooks } from '../../../agent/cli/replay/oracle/books.ts';
import { readTillBooks } from '../../../agent/cli/replay/oracle/read-till.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import type { LoadShop } from './load-shop.ts';
import type { LoadTill } from './load-till.ts';

/**
 * Holds everything that was answered against the journals, the centre's archive and its ledger, and the balance of every account, five ways, against a serial replay of what was answered.
 * In words: what differs. The tills and the centre must have ended.
 */
export function compareBooks(tills: readonly LoadTill[], shown: Parameters<typeof compareBalances>[4], shop: LoadShop, central: CentralBooks): string[] {
  const books = tills.map((till) => readTillBooks(till.name, till.journalFile));
  const answered = { sales: new Map(tills.flatMap((till) => till.answered.map((sale) => [sale.saleId, [sale]] as const))), returns: new Map() };
  const faults = compareOperations(answered, books, central);
  const opening = new Map(shop.accounts.map(({ accountId, openingPoints }) => [accountId, openingPoints]));
  return [
    ...faults.lost.map((text) => `lost: ${text}`),
    ...faults.duplicated.map((text) => `doubled: ${text}`),
    ...faults.contradictions.map((text) => `contradiction: ${text}`),
    ...compareBalances(opening, answered, books, central, shown).map((text) => `balance: ${text}`),
    ...[...central.notApplied].map(([opId, why]) => `not applied: ${opId} ${why}`),
    ...(['defect', 'goodwill', 'fork'] as const).flatMap((kind) => central.findings[kind].map((text) => `${kind}: ${text}`)),
    ...tills.flatMap((till) => verifyJournal(till.journalFile).firstBreak?.detail ?? []),
    ...tills.flatMap((till) => till.errors),
  ];
}
