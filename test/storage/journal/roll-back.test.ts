import { expect, it } from 'vitest';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { genesisHash } from '../../../agent/domain/operations/operation.ts';
import { migrate, type Migration } from '../../../agent/storage/journal/migrate.ts';
import { chain } from '../../../agent/storage/journal/operation-log.ts';
import { allMigrations } from '../../../agent/storage/journal/migrations/all-migrations.ts';
import { saleDraft, saleRecord, sampleNow } from '../kit/samples.ts';
import { newJournalPath, openTestJournal, withRawConnection } from '../kit/test-journal.ts';

const last = allMigrations.at(-1)?.version ?? 0;
const inTens = (steps: number) => last + 10 * steps;
/** What later releases might add: a column with a default and an index over old rows, then a table that is filled from them. */
const release11: Migration = {
  version: inTens(1), minReaderVersion: 10,
  sql: `ALTER TABLE sale ADD COLUMN cashier TEXT; CREATE INDEX sale_by_cashier ON sale (cashier); ALTER TABLE operation ADD COLUMN programme_id TEXT GENERATED ALWAYS AS (payload ->> '$.programmeId') VIRTUAL`,
};
const release12: Migration = {
  version: inTens(2), minReaderVersion: 10,
  sql: `CREATE TABLE sold (sale_id TEXT PRIMARY KEY) STRICT; INSERT INTO sold SELECT sale_id FROM operation WHERE kind = 'sale-committed'`,
};
const releases = { '1.0': allMigrations, '1.1': [...allMigrations, release11], '1.2': [...allMigrations, release11, release12] };

it('1.0 → sales → 1.1 → sales → 1.0 → sales → 1.2 → sales loses none, whichever release reads them', () => {
  const path = newJournalPath();
  const sold: string[] = [];
  for (const release of ['1.0', '1.1', '1.0', '1.2'] as const) {
    const store = openTestJournal(path, { migrations: releases[release] });
    const crashes = release === '1.1';
    for (let sale = 0; sale < 20; sale += 1) {
      const saleId = `${release}-${sold.length}`;
      store.sales.save(saleRecord(saleId, 'priced'));
      store.journal.append([saleDraft({ saleId, accountId: 'a1' })], sampleNow, { sale: saleRecord(saleId, 'committed') });
      sold.push(saleId);
    }
    expect(store.journal.operationsOfAccount('a1', 0).map(({ payload }) => (JSON.parse(payload) as { saleId: string }).saleId)).toEqual(sold);
    expect(store.sales.list(['committed'], 100).map(({ saleId }) => saleId).sort()).toEqual([...sold].sort());
    if (!crashes) store.close();
  }
  expect(verifyJournal(path)).toMatchObject({ ok: true, operations: sold.length + 1 });
  withRawConnection(path, (db) => {
    expect(db.prepare('SELECT count(*) FROM sold').pluck().get()).toBe(60);
    expect(db.prepare(`SELECT count(*) FROM operation WHERE programme_id = 'main'`).pluck().get()).toBe(sold.length);
    expect(db.prepare('SELECT schema_version, min_reader_version FROM schema_version').get()).toEqual({ schema_version: inTens(2), min_reader_version: 10 });
  });
});

it('a release that would do harm is shut out by minReaderVersion alone, and the file stays as it is', () => {
  const path = newJournalPath();
  const shut: Migration = { version: inTens(1), minReaderVersion: inTens(1), sql: 'CREATE TABLE harm (n INTEGER) STRICT' };
  const newer = openTestJournal(path, { migrations: [...allMigrations, shut] });
  newer.journal.append([saleDraft({ saleId: 'a' })], sampleNow, {});
  newer.close();
  expect(() => openTestJournal(path)).toThrow(expect.objectContaining({ code: 'journal-too-new' }));
  expect(openTestJournal(path, { migrations: [...allMigrations, shut] }).journal.head().seq).toBe(2);
});

it.each([
  ['the columns by which operations are found', 120, () => ({})],
  ['indexes that are filled behind the commit', 130, (saleId: string) => ({ account_id: 'a1', sale_id: saleId, receipt_number: `Чек №${saleId} ұзақ`, counts: null })],
])('a release from before %s, rolled back to and left again, loses none of them', (_, version, keysBefore) => {
  const path = newJournalPath();
  const before = allMigrations.slice(0, allMigrations.findIndex((step) => step.version === version)) as unknown as [Migration, ...Migration[]];
  const sell = (saleId: string): void => {
    const store = openTestJournal(path, { migrations: allMigrations });
    store.journal.append([saleDraft({ saleId, accountId: 'a1' })], sampleNow, {});
    store.close();
  };
  // As that release writes a row.
  const sellBefore = (saleId: string): void => withRawConnection(path, (db) => {
    migrate(db, before);
    const head = db.prepare<[], { seq: number; hash: string }>('SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1').get() ?? { seq: 0, hash: genesisHash };
    const journalId = db.prepare<[], string>('SELECT journal_id FROM journal').pluck().get() ?? '';
    for (const { operation } of chain(journalId, head, [saleDraft({ saleId, accountId: 'a1' })], sampleNow)) {
      const { seq, opId, kind, schema, atMs, wallMs, clock, payload, prev, hash } = operation;
      const row = { seq, op_id: opId, kind, schema, at_ms: atMs, wall_ms: wallMs, clock, payload, prev, hash, ...keysBefore(saleId) };
      db.prepare(`INSERT INTO operation (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map((name) => `@${name}`).join(', ')})`).run(row);
    }
  });
  withRawConnection(path, (db) => {
    migrate(db, before);
    db.exec(`INSERT INTO journal (journal_id, from_seq, opened_at_ms) VALUES ('j', 1, 0)`);
  });
  sellBefore('first');
  sell('second');
  sellBefore('third');
  sell('fourth');
  const { journal } = openTestJournal(path);
  expect(journal.operationsOfAccount('a1', 0).map(({ payload }) => (JSON.parse(payload) as { saleId: string }).saleId)).toEqual(['first', 'second', 'third', 'fourth']);
  for (const saleId of ['first', 'second', 'third', 'fourth']) {
    expect(journal.operationsOfSale(saleId)).toHaveLength(1);
    expect(journal.salesWithReceipt(`Чек №${saleId} ұзақ`, 9)).toHaveLength(1);
  }
  expect(verifyJournal(path)).toMatchObject({ ok: true, operations: 4 });
});
