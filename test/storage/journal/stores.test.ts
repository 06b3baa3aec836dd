import { describe, expect, it } from 'vitest';
import { foundBy } from '../../../agent/storage/journal/found-by.ts';
import { returnRecord, saleDraft, saleRecord, sampleNow, startMs } from '../kit/samples.ts';
import { newJournalPath, openTestJournal, withRawConnection } from '../kit/test-journal.ts';

describe('sales', () => {
  it('keep the last revision of each, over a restart', () => {
    const path = newJournalPath();
    const first = openTestJournal(path);
    first.sales.save(saleRecord('s1', 'priced'));
    const second = saleRecord('s1', 'held', { revision: 2, customerCode: '2900000000001', cover: { points: 5, sinceRevision: 2, hold: { holdId: 'h', points: 5, expiresAtMs: startMs } } });
    first.sales.save(second);
    expect(first.sales.find('s1')).toEqual(second);
    first.close();
    expect(openTestJournal(path).sales.find('s1')).toEqual(second);
  });

  it('are read as releases wrote them that knew nothing but holds', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    const held = { holdId: 'h', points: 5, expiresAtMs: startMs };
    const old = { ...saleRecord('s1', 'held'), hold: { ...held, sinceRevision: 2 } };
    store.sales.save(old);
    const read = saleRecord('s1', 'held', { cover: { points: 5, sinceRevision: 2, hold: held } });
    expect(store.sales.find('s1')).toEqual(read);
    expect(store.sales.list(['held'], 1)).toEqual([read]);
  });

  it('are listed newest first over the states asked for, up to the limit', () => {
    const { sales } = openTestJournal(newJournalPath());
    const states = ['priced', 'held', 'cancelled', 'priced', 'committed', 'held'] as const;
    for (const [at, state] of states.entries()) sales.save(saleRecord(`s${at}`, state, { updatedAtMs: startMs + at }));
    const listed = (...args: Parameters<typeof sales.list>): string[] => sales.list(...args).map((sale) => sale.saleId);
    expect(listed(['priced', 'held'], 10)).toEqual(['s5', 's3', 's1', 's0']);
    expect(listed(['priced', 'held'], 3)).toEqual(['s5', 's3', 's1']);
    expect(listed(['held', 'held'], 10)).toEqual(['s5', 's1']);
    expect(listed(['in-doubt'], 10)).toEqual([]);
    expect(listed([], 10)).toEqual([]);
    sales.save(saleRecord('s5', 'cancelled', { updatedAtMs: startMs + 9 }));
    expect(listed(['held'], 10)).toEqual(['s1']);
    expect(listed(['cancelled'], 10)).toEqual(['s5', 's2']);
  });
});

it.each([
  ['operations of an account', 'account_id = ?', 'SEARCH operation USING COVERING INDEX operation_by_account (account_id=?)'],
  ['what happened to an account lately', 'account_id = ? AND at_ms >= ?', 'SEARCH operation USING COVERING INDEX operation_by_account (account_id=?)'],
  ['operations of some accounts', 'account_id IN (?, ?)', 'SEARCH operation USING COVERING INDEX operation_by_account (account_id=?)'],
  ['operations of a sale', 'sale_id = ?', 'SEARCH operation USING COVERING INDEX operation_by_sale (sale_id=?)'],
  ['operations with a receipt', 'receipt_number = ?', 'SEARCH operation USING COVERING INDEX operation_by_receipt (receipt_number=?)'],
])('%s are found by an index and by what is not in it yet, however long the journal is', (_, where, byIndex) => {
  const path = newJournalPath();
  openTestJournal(path);
  const sql = `EXPLAIN QUERY PLAN SELECT payload FROM operation WHERE ${foundBy(where)} AND seq > 0 ORDER BY seq`;
  const plan = withRawConnection(path, (db) => db.prepare<string[], { detail: string }>(sql).all(...Array.from(sql.matchAll(/\?/g), () => '1')));
  const tables = plan.map(({ detail }) => detail).filter((detail) => /^(?:SEARCH|SCAN)/.test(detail));
  expect(tables).toEqual([
    'SEARCH operation USING INTEGER PRIMARY KEY (rowid=?)', byIndex,
    'SEARCH operation USING INTEGER PRIMARY KEY (rowid>?)', 'SEARCH meta USING PRIMARY KEY (key=?)',
  ]);
});

it('the newest sales of a state are found and ordered by an index alone, however long the journal is', () => {
  const path = newJournalPath();
  openTestJournal(path);
  const plan = withRawConnection(path, (db) => db.prepare('EXPLAIN QUERY PLAN SELECT record FROM sale WHERE state = ? ORDER BY updated_at_ms DESC LIMIT ?').all('1', '1'));
  expect(plan).toEqual([expect.objectContaining({ detail: expect.stringMatching('^SEARCH .*sale_by_state ') })]);
});

it('returns keep the last revision of each', () => {
  const path = newJournalPath();
  const first = openTestJournal(path);
  expect(first.returns.find('r1')).toBeUndefined();
  first.returns.save(returnRecord('r1', 'quoted'));
  first.returns.save({ ...returnRecord('r1', 'quoted'), revision: 2 });
  first.close();
  expect(openTestJournal(path).returns.find('r1')).toEqual({ ...returnRecord('r1', 'quoted'), revision: 2 });
});

describe('bundles', () => {
  const envelope = (serial: number) => ({ text: `{"serial":${serial}}`, hash: `hash-${serial}`, serial, signature: 'sig', keyId: 'key' });

  it('keep the newest in service over a restart, with the time since when', () => {
    const path = newJournalPath();
    const first = openTestJournal(path);
    expect(first.bundles.active()).toBeUndefined();
    expect(first.bundles.activatedAtMs()).toBeUndefined();
    first.bundles.activate(envelope(3), 10);
    first.bundles.activate(envelope(7), 20);
    first.close();
    const second = openTestJournal(path);
    expect(second.bundles.active()).toEqual(envelope(7));
    expect(second.bundles.activatedAtMs()).toBe(20);
  });

  it('find every one that was in service, also after a restart', () => {
    const path = newJournalPath();
    const first = openTestJournal(path);
    first.bundles.activate(envelope(3), 10);
    first.bundles.activate(envelope(7), 20);
    first.close();
    const { bundles } = openTestJournal(path);
    expect([bundles.find('hash-3'), bundles.find('hash-7'), bundles.find('hash-9')]).toEqual([envelope(3), envelope(7), undefined]);
  });

  it('take the one in service again without a change, and never an older or another one of its serial', () => {
    const { bundles } = openTestJournal(newJournalPath());
    bundles.activate(envelope(7), 10);
    bundles.activate(envelope(7), 20);
    expect(bundles.activatedAtMs()).toBe(10);
    expect(() => bundles.activate(envelope(6), 30)).toThrow('bundle 6 cannot follow bundle 7');
    expect(() => bundles.activate({ ...envelope(7), hash: 'other' }, 30)).toThrow('bundle 7 cannot follow bundle 7');
    expect(bundles.active()).toEqual(envelope(7));
  });
});

it('meta keeps the last value of each key over a restart', () => {
  const path = newJournalPath();
  const first = openTestJournal(path);
  expect(first.meta.get('k')).toBeUndefined();
  first.meta.set('k', 'one');
  first.meta.set('k', 'two');
  first.close();
  expect(openTestJournal(path).meta.get('k')).toBe('two');
});

describe('the outbox', () => {
  it('begins before the first operation and reads on from any seq', () => {
    const { outbox, journal } = openTestJournal(newJournalPath());
    journal.append([saleDraft({ saleId: 'a' }), saleDraft({ saleId: 'b' }), saleDraft({ saleId: 'c' })], sampleNow, {});
    expect(outbox.position()).toEqual({ epoch: '', seq: 0, hash: '0'.repeat(64) });
    expect(outbox.read(0, 2).map((operation) => operation.seq)).toEqual([1, 2]);
    expect(outbox.read(2, 10).map((operation) => operation.seq)).toEqual([3, 4]);
    expect(outbox.read(4, 10)).toEqual([]);
    expect(outbox.hashAt(4)).toBe(outbox.head().hash);
    expect(outbox.hashAt(5)).toBeUndefined();
  });

  it('keeps the position and what needs attention, until the centre goes back behind it', () => {
    const path = newJournalPath();
    const first = openTestJournal(path);
    first.journal.append(['a', 'b', 'c', 'd'].map((saleId) => saleDraft({ saleId })), sampleNow, {});
    const at = (seq: number, epoch = 'e1') => ({ epoch, seq, hash: first.outbox.hashAt(seq) ?? '' });
    const [waiting, parked] = [{ seq: 2, state: 'waiting', reason: 'sale-unknown' }, { seq: 3, state: 'parked', reason: 'account-unknown' }] as const;
    first.outbox.settle(at(4), [parked, waiting]);
    expect(first.outbox.unsettled(10)).toEqual([waiting, parked]);
    expect(first.outbox.unsettled(1)).toEqual([waiting]);
    const last = at(5);
    first.outbox.settle(last, []);
    first.close();

    const second = openTestJournal(path);
    expect(second.outbox.position()).toEqual(last);
    expect(second.outbox.unsettled(10)).toEqual([waiting, parked]);
    const back = { epoch: 'e2', seq: 2, hash: second.outbox.hashAt(2) ?? '' };
    second.outbox.settle(back, []);
    expect(second.outbox.unsettled(10)).toEqual([waiting]);
    second.outbox.settle(back, [{ seq: 3, state: 'quarantined', reason: 'clone' }]);
    expect(second.outbox.position()).toEqual(back);
    expect(second.outbox.unsettled(10)).toEqual([waiting, { seq: 3, state: 'quarantined', reason: 'clone' }]);
  });

  it('changes neither position nor verdicts where one of them names no operation', () => {
    const { outbox } = openTestJournal(newJournalPath());
    expect(() => outbox.settle({ epoch: 'e1', seq: 1, hash: outbox.head().hash }, [{ seq: 99, state: 'parked', reason: 'x' }])).toThrow('FOREIGN KEY');
    expect(outbox.position().seq).toBe(0);
    expect(outbox.unsettled(10)).toEqual([]);
  });
});
