import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyJournal, type JournalReport } from '../../../agent/storage/journal/verify-journal.ts';
import { JournalFileError } from '../../../agent/storage/journal/journal-file-error.ts';
import { saleDraft, sampleNow } from '../kit/samples.ts';
import { newJournalPath, openTestJournal, tamper, withRawConnection } from '../kit/test-journal.ts';

const sales = 12;

function closedJournal(): string {
  const path = newJournalPath();
  const store = openTestJournal(path);
  for (let sale = 1; sale <= sales; sale += 1) store.journal.append([saleDraft({ saleId: `sale-${sale}`, accountId: `a${sale}` })], sampleNow, {});
  store.outbox.settle({ epoch: 'e1', seq: 5, hash: store.outbox.hashAt(5) ?? '' }, []);
  store.close();
  return path;
}

/** What stands in the rows, byte by byte; undefined where they can no longer be read. */
function rowsOf(path: string): string | undefined {
  const columns = ['seq', 'op_id', 'kind', 'schema', 'at_ms', 'wall_ms', 'clock', 'payload', 'prev', 'hash', 'account_id', 'sale_id', 'receipt_number', 'counts', 'is_indexed'];
  try {
    return withRawConnection(path, (db) => JSON.stringify(db.prepare(`SELECT ${columns.map((name) => `typeof(${name}) || hex(CAST(${name} AS BLOB))`).join(', ')} FROM operation ORDER BY seq`).raw().all()));
  } catch {
    return undefined;
  }
}

function verified(path: string): Pick<JournalReport, 'ok' | 'firstBreak'> {
  try {
    return verifyJournal(path);
  } catch (error) {
    if (error instanceof JournalFileError) return { ok: false };
    throw error;
  }
}

describe('an edited byte', () => {
  it.each(['op_id', 'kind', 'schema', 'at_ms', 'wall_ms', 'clock', 'payload', 'prev', 'hash'])('in the column %s of any operation is found, and that operation or the next is named', (column) => {
    const intact = closedJournal();
    const bytes = readFileSync(intact);
    const path = newJournalPath();
    for (let seq = 1; seq <= sales + 1; seq += 1) {
      writeFileSync(path, bytes);
      const length = withRawConnection(path, (db) => db.prepare<[number], number>(`SELECT length(${column}) FROM operation WHERE seq = ?`).pluck().get(seq)) ?? 0;
      if (column === 'clock') tamper(path, `UPDATE operation SET clock = 'suspect' WHERE seq = ?`, seq);
      // Another character of JSON might make none of it, which the indexes over it refuse.
      else if (column === 'payload') tamper(path, `UPDATE operation SET payload = replace(payload, '"storeId":"s1"', '"storeId":"s2"') WHERE seq = ?`, seq);
      else if (['schema', 'at_ms', 'wall_ms'].includes(column)) tamper(path, `UPDATE operation SET ${column} = ${column} + 1 WHERE seq = ?`, seq);
      else {
        // Another character at one place, the first, the last or one between.
        const at = 1 + ((seq * 7) % length);
        tamper(path, `UPDATE operation SET ${column} = substr(${column}, 1, ${at} - 1) || iif(substr(${column}, ${at}, 1) = 'e', 'f', 'e') || substr(${column}, ${at} + 1) WHERE seq = ?`, seq);
      }
      expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq } });
    }
  });

  it.each(['account_id', 'sale_id', 'receipt_number'])('in the column %s, by which operations are found, is found', (column) => {
    const path = closedJournal();
    tamper(path, `UPDATE operation SET ${column} = ${column} || 'x' WHERE seq = 4`);
    tamper(path, `UPDATE operation SET at_ms = at_ms + 1 WHERE seq = 7`);
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq: 4, reason: 'payload-changed' } });
    tamper(path, `UPDATE operation SET at_ms = at_ms + 1 WHERE seq = 2`);
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq: 2, reason: 'payload-changed' } });
  });

  it('is found where JavaScript reads the same text before and after', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    store.journal.append([saleDraft({ saleId: 'odd \uFFFD sale' })], sampleNow, {});
    store.close();
    const read = () => withRawConnection(path, (db) => db.prepare('SELECT payload FROM operation WHERE seq = 2').pluck().get());
    const before = read();
    const bytes = readFileSync(path);
    for (let at = bytes.indexOf('\uFFFD'); at >= 0; at = bytes.indexOf('\uFFFD')) bytes[at] = 0xf3;
    writeFileSync(path, bytes);
    expect(read()).toBe(before);
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq: 2, reason: 'payload-changed' } });
  });

  it('that makes a blob of a text is found, although both read the same', () => {
    const path = closedJournal();
    const source = readFileSync(path);
    // In a record's header a text of n bytes is 13 + 2n and a blob 12 + 2n: two bytes of a varint for the hash of 64.
    const header = Buffer.from([0x81, 0x0d, 0x81, 0x0d]);
    expect(source.includes(header)).toBe(true);
    for (let at = source.indexOf(header); at >= 0; at = source.indexOf(header)) source[at + 1] = 0x0c;
    writeFileSync(path, source);
    expect(verified(path).ok).toBe(false);
  });

  it('anywhere in the file that changes what stands in a row is found', () => {
    const intact = closedJournal();
    const bytes = readFileSync(intact);
    const rows = rowsOf(intact);
    const pages = withRawConnection(intact, (db) => ({
      size: Number(db.pragma('page_size', { simple: true })),
      of: db.prepare<[], number>(`SELECT pageno FROM dbstat WHERE name = 'operation'`).pluck().all(),
    }));
    const path = newJournalPath();
    let changed = 0;
    fc.assert(fc.property(fc.constantFrom(...pages.of), fc.nat(pages.size - 1), fc.integer({ min: 1, max: 255 }), (page, offset, mask) => {
      const edited = Buffer.from(bytes);
      const at = (page - 1) * pages.size + offset;
      edited[at] = (edited[at] ?? 0) ^ mask;
      writeFileSync(path, edited);
      if (rowsOf(path) === rows) return;
      changed += 1;
      expect(verified(path).ok).toBe(false);
    }), { numRuns: 150 });
    expect(changed).toBeGreaterThan(50);
  });

  it('in the table of journals that makes it name another prior journal is found', () => {
    const path = closedJournal();
    tamper(path, `UPDATE journal SET prior_journal_id = 'another', prior_seq = 9, prior_hash = '${'0'.repeat(64)}'`);
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq: 1, reason: 'hash-mismatch' } });
  });

  it('in what the centre had acknowledged is found, and a whole journal says up to where it was compared', () => {
    const path = closedJournal();
    const { acknowledged } = verifyJournal(path);
    expect(acknowledged?.seq).toBe(5);
    tamper(path, `UPDATE sink_position SET hash = '${'ab'.repeat(32)}'`);
    expect(verifyJournal(path)).toMatchObject({ ok: false, firstBreak: { seq: 5, reason: 'hash-mismatch', detail: expect.stringContaining('acknowledged') } });
  });
});
