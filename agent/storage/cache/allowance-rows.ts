import type Database from 'better-sqlite3';
import type { Account } from '../../domain/customer/account.ts';

/** Writes which accounts have allowances, so that those whose time has come are found among a million accounts. The caller holds the transaction. */
export function createAllowanceWriter(db: Database.Database): { add: (account: Account) => void; replace: (account: Account) => void } {
  const drop = db.prepare<[string]>('DELETE FROM allowance WHERE account_id = ?');
  const put = db.prepare<[string, string, string, number]>('INSERT OR REPLACE INTO allowance (account_id, allowance_id, journal_id, due_at_ms) VALUES (?, ?, ?, ?)');
  const add = ({ accountId, allowances = [] }: Account): void => {
    for (const { allowanceId, journalId, recalled, expiresAtMs } of allowances) put.run(accountId, allowanceId, journalId, recalled === true ? 0 : expiresAtMs);
  };
  return {
    add,
    replace: (account) => {
      drop.run(account.accountId);
      add(account);
    },
  };
}

export function createAllowanceReader(db: Database.Database): (journalId: string, endsBeforeMs: number) => string[] {
  const due = db.prepare<[string, number], string>('SELECT DISTINCT account_id FROM allowance WHERE journal_id = ? AND due_at_ms <= ? ORDER BY account_id').pluck();
  return (journalId, endsBeforeMs) => due.all(journalId, endsBeforeMs);
}
