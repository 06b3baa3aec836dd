/** The oracle's SQL over small databases that are made by hand, with only the tables and views that it may rely on. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAnswered } from '../../../agent/cli/replay/oracle/answered.ts';
import { linesText } from '../../../agent/cli/replay/oracle/books.ts';
import { readCentralBooks } from '../../../agent/cli/replay/oracle/read-central.ts';
import { readTillBooks } from '../../../agent/cli/replay/oracle/read-till.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-oracle-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a till's books: operations under the journal that was current, postings and sums of its audit view", () => {
  const path = join(folder, 'journal.db');
  const db = new Database(path);
  db.exec(`
    CREATE TABLE journal (journal_id TEXT, from_seq INTEGER);
    CREATE TABLE operation (seq INTEGER PRIMARY KEY, op_id TEXT, kind TEXT, hash TEXT, payload TEXT);
    CREATE TABLE audit_ledger (account TEXT, programme TEXT, bucket TEXT, amount_minor INTEGER, op_id TEXT);
    INSERT INTO journal VALUES ('old', 1), ('new', 3);
    INSERT INTO operation VALUES
      (2, 'a', 'sale-committed', 'h2', '{"saleId":"s1","accountId":"ann","basket":{"lines":[{"sku":"tea","quantityMilli":2000,"unitPriceMinor":150},{"sku":"milk","quantityMilli":1000,"unitPriceMinor":90}]},"result":{"discountMinor":5,"pointsEarned":30,"pointsSpent":10}}'),
      (3, 'b', 'journal-opened', 'h3', '{}'),
      (4, 'c', 'return-committed', 'h4', '{"saleId":"s1","returnId":"r1"}');
    INSERT INTO audit_ledger VALUES ('ann', 'p', 'available', 20, 'a'), ('ann', 'p', 'earned', -20, 'a'), ('ann', 'p', 'available', -5, 'c'), ('bob', 'p', 'earned', 1, 'c');
  `);
  db.close();
  const books = readTillBooks('till 1', path);
  expect(books.operations.map(({ payloadSha256: _sha256, ...operation }) => operation)).toEqual([
    { opId: 'a', journalId: 'old', seq: 2, kind: 'sale-committed', hash: 'h2', saleId: 's1', returnId: null },
    { opId: 'b', journalId: 'new', seq: 3, kind: 'journal-opened', hash: 'h3', saleId: null, returnId: null },
    { opId: 'c', journalId: 'new', seq: 4, kind: 'return-committed', hash: 'h4', saleId: 's1', returnId: 'r1' },
  ]);
  expect(books.operations[1]?.payloadSha256).toBe(sha256('{}'));
  const lines = [{ sku: 'tea', quantityMilli: 2_000, unitPriceMinor: 150 }, { sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 90 }];
  expect(books.sales).toEqual([{ saleId: 's1', accountId: 'ann', discountMinor: 5, pointsEarned: 30, pointsSpent: 10, lines: linesText(lines) }]);
  expect(books.entries).toHaveLength(4);
  expect(books.available).toEqual(new Map([['ann', 15]]));
});

test("the centre's books: what is not applied, findings by kind, sums, account rows and holds", async () => {
  const path = join(folder, 'pg');
  const db = await PGlite.create(path);
  await db.exec(`
    CREATE TABLE operation (journal_id TEXT, seq BIGINT, op_id TEXT, kind TEXT, hash TEXT, payload TEXT, verdict TEXT, reason TEXT);
    CREATE TABLE audit_ledger (account TEXT, programme TEXT, bucket TEXT, amount_minor BIGINT, op_id TEXT);
    CREATE TABLE payload_block (journal_id TEXT, from_seq BIGINT, packed BYTEA);
    CREATE TABLE account (account_id TEXT, available_points BIGINT);
    CREATE TABLE finding (finding_id BIGINT, kind TEXT, op_id TEXT, detail JSONB);
    CREATE TABLE hold (hold_id TEXT, sale_id TEXT, account_id TEXT, points BIGINT, state TEXT);
    INSERT INTO operation VALUES ('j', 1, 'a', 'sale-committed', 'h1', '{"saleId":"s1"}', 'applied', NULL), ('j', 2, 'b', 'return-committed', 'h2', '{"saleId":"s0","returnId":"r1"}', 'waiting', 'sale-unknown'),
      ('j', 3, 'c', 'sale-committed', 'h3', NULL, 'applied', NULL), ('j', 4, 'd', 'sale-committed', 'h4', NULL, 'applied', NULL), ('j', 5, 'e', 'sale-committed', 'h5', NULL, 'applied', NULL);
    INSERT INTO audit_ledger VALUES ('ann', 'p', 'available', 100, 'opening:ann'), ('ann', 'p', 'available', 20, 'a'), ('ann', 'p', 'earned', -20, 'a');
    INSERT INTO account VALUES ('ann', 120), ('bob', -3);
    INSERT INTO finding VALUES (1, 'drift', 'a', '{"field":"discountMinor"}');
    INSERT INTO hold VALUES ('x', 's1', 'ann', 7, 'active'), ('y', 's2', 'bob', 9, 'settled');
  `);
  await db.query("INSERT INTO payload_block VALUES ('j', 3, $1)", [zstdCompressSync('{"saleId":"s3"}\n{"saleId":"s4"}')]);
  await db.close();
  const books = await readCentralBooks(path);
  expect(books.operations.map(({ opId, journalId, seq, saleId, returnId }) => [opId, journalId, seq, saleId, returnId])).toEqual([
    ['a', 'j', 1, 's1', null], ['b', 'j', 2, 's0', 'r1'], ['c', 'j', 3, 's3', null], ['d', 'j', 4, 's4', null], ['e', 'j', 5, null, null],
  ]);
  expect(books.operations[0]?.payloadSha256).toBe(sha256('{"saleId":"s1"}'));
  expect(books.operations.slice(3).map(({ payloadSha256 }) => payloadSha256)).toEqual([sha256('{"saleId":"s4"}'), 'lost']);
  expect(books.notApplied).toEqual(new Map([['b', 'waiting: sale-unknown']]));
  expect(books.available).toEqual(new Map([['ann', 120]]));
  expect(books.projected).toEqual(new Map([['ann', 120], ['bob', -3]]));
  expect(books.findings).toEqual({ defect: [], drift: ['a {"field": "discountMinor"}'], goodwill: [], fork: [] });
  expect(books.activeHolds).toEqual(new Map([['ann', 'hold x of s1 still keeps 7 points aside']]));
});

test("the driver's log: only answers of 2xx to finished sales and returns are promises", async () => {
  const path = join(folder, 'driver.ndjson');
  const sale = { saleId: 's1', discountMinor: 0, pointsEarned: 1, pointsSpent: 0 };
  const records = [
    { type: 'request', call: 1, attempt: 1, till: 0, method: 'PUT', path: '/v1/sales/s1' },
    { type: 'answer', call: 1, attempt: 1, status: 200, sale: { ...sale, state: 'priced' } },
    { type: 'unanswered', call: 2, attempt: 1, reason: 'socket hang up' },
    { type: 'answer', call: 2, attempt: 2, status: 200, sale: { ...sale, state: 'committed' } },
    { type: 'answer', call: 3, attempt: 1, status: 200, sale: { ...sale, state: 'committed' } },
    { type: 'answer', call: 4, attempt: 1, status: 409, code: 'sale-closed' },
    { type: 'answer', call: 4, attempt: 2, status: 500, sale: { ...sale, saleId: 's2', state: 'committed' } },
    { type: 'answer', call: 5, attempt: 1, status: 200, return: { returnId: 'r1', saleId: 's1', state: 'committed', refundMinor: 5, pointsGivenBack: 0, pointsTakenBack: 1, pointsShortfall: 0 } },
  ];
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const answered = await readAnswered(path);
  expect([...answered.sales].map(([id, answers]) => [id, answers.length])).toEqual([['s1', 2]]);
  expect([...answered.returns.keys()]).toEqual(['r1']);
});
