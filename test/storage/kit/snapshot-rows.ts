import type { Account } from '../../../agent/domain/customer/account.ts';
import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';
import type { SnapshotRow } from '../../../agent/ports/customer-cache.ts';
import { createSnapshotFile } from '../../../agent/storage/cache/snapshot-file.ts';
import { accounts, through } from './accounts.ts';

export interface TestSnapshot {
  accounts?: Account[];
  programme?: ProgrammeState[];
  epoch?: string;
  cursor?: number;
  seq?: number;
  asOfMs?: number;
}

/** The file of a generation, as the thread that builds one leaves it. */
export function writeSnapshot(path: string, snapshot: TestSnapshot = {}): void {
  const file = createSnapshotFile(path);
  try {
    const rows = rowsOf(snapshot.accounts ?? accounts(1, 3));
    const half = Math.ceil(rows.length / 2);
    file.add(rows.slice(0, half));
    file.add(rows.slice(half));
    for (const programme of snapshot.programme ?? []) file.addProgramme(programme);
    file.finish({ epoch: snapshot.epoch ?? 'e1', cursor: snapshot.cursor ?? 100, through: through(snapshot.seq ?? 0), asOfMs: snapshot.asOfMs ?? 1_000 });
  } finally {
    file.close();
  }
}

export function rowsOf(accounts: readonly Account[]): SnapshotRow[] {
  return accounts.map((account) => ({ account, doc: JSON.stringify(account) }));
}
