import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import { openTestJournal, newJournalPath, withRawConnection } from '../kit/test-journal.ts';
import { saleDraft, sampleNow } from '../kit/samples.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

interface Row {
  seq: number;
  op_id: string;
  kind: string;
  schema: number;
  at_ms: number;
  wall_ms: number;
  clock: string;
  payload: string;
  prev: string;
  hash: string;
}

describe('the hash chain', () => {
  it('is the formula of DESIGN §6 over every row, starting from the genesis hash, with the journal id of the first operation on', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    for (let sale = 1; sale <= 5; sale += 1) store.journal.append([saleDraft({ saleId: `sale-${sale}`, accountId: 'a1' })], { ...sampleNow, atMs: sampleNow.atMs + sale }, {});
    const { journalId } = store.journal;
    store.close();

    const rows = withRawConnection(path, (db) => db.prepare<[], Row>('SELECT seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash FROM operation ORDER BY seq').all());
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(rows.map((row) => row.kind)).toEqual(['journal-opened', ...Array.from({ length: 5 }, () => 'sale-committed')]);
    let prev = '0'.repeat(64);
    for (const row of rows) {
      const text = canonicalize({
        v: 1, journalId, seq: row.seq, opId: row.op_id, kind: row.kind, schema: row.schema, atMs: row.at_ms, wallMs: row.wall_ms, clock: row.clock, payloadSha256: sha256(row.payload), prev,
      });
      expect(row.prev).toBe(prev);
      expect(row.hash).toBe(sha256(text ?? ''));
      prev = row.hash;
    }
  });

  it('chains several operations of one append in their order', () => {
    const store = openTestJournal(newJournalPath());
    const [first, second] = store.journal.append([saleDraft({ saleId: 'a' }), saleDraft({ saleId: 'b' })], sampleNow, {});
    expect(second).toMatchObject({ seq: 3, prev: first?.hash });
    expect(store.journal.head()).toEqual({ seq: 3, hash: second?.hash });
    expect(store.journal.operation(2)).toEqual(first);
    expect(store.journal.operation(3)).toEqual(second);
    expect(store.journal.operation(4)).toBeUndefined();
  });
});

describe('operations once written', () => {
  it.each([
    ['an update of a payload', `UPDATE operation SET payload = '{}' WHERE seq = 1`],
    ['an update of the clock mark', `UPDATE operation SET clock = 'suspect' WHERE seq = 1`],
    ['a delete', 'DELETE FROM operation WHERE seq = 2'],
    ['a replace', `REPLACE INTO operation (seq, op_id, kind, schema, at_ms, wall_ms, clock, payload, prev, hash) SELECT seq, op_id, kind, schema, at_ms, wall_ms, clock, '{}', prev, hash FROM operation WHERE seq = 2`],
    ['a changed journal id', `UPDATE journal SET journal_id = 'other'`],
    ['a replaced journal', 'REPLACE INTO journal (journal_id, from_seq, opened_at_ms) SELECT journal_id, from_seq, 7 FROM journal'],
    ['a deleted journal', 'DELETE FROM journal'],
  ])('cannot be touched by %s', (_, sql) => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    store.journal.append([saleDraft({ saleId: 'a' })], sampleNow, {});
    const before = store.outbox.read(0, 10);
    withRawConnection(path, (db) => {
      expect(() => db.exec(sql)).toThrow(/never (changed|deleted)/);
    });
    expect(store.outbox.read(0, 10)).toEqual(before);
  });
});
