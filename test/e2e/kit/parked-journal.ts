import type { JournalEntry, WholeOperation } from '../../../agent/contract/journal.ts';

const hash = 'ab'.repeat(32);
const base = { journalId: 'j-1', clock: 'synced', who: { userId: 'asel' }, repairs: [] } satisfies Partial<JournalEntry>;

/** Operations as a centre leaves them that knows less than the till: one waits, one is put aside and can be repaired, one could not be. */
export function parkedEntries(atMs: number): JournalEntry[] {
  return [
    {
      ...base, opId: 'op-3', seq: 3, kind: 'sale-committed', atMs, what: { key: 'journal.what.sale-committed', values: { receipt: '000124', payableMinor: 472_600, earnedPoints: 47, spentPoints: 0 } },
      customer: { card: '2900*******45' }, saleId: 's-3', centre: { state: 'parked', reason: 'account-unknown', words: [{ key: 'journal.state.parked' }, { key: 'journal.why.account-unknown' }] }, repairs: ['send-again', 'relink', 'void'],
    },
    {
      ...base, opId: 'op-2', seq: 2, kind: 'return-committed', atMs: atMs - 600_000, what: { key: 'journal.what.return-committed', values: { receipt: '000119', refundMinor: 61_500 } },
      centre: { state: 'waiting', reason: 'sale-unknown', words: [{ key: 'journal.state.waiting' }, { key: 'journal.why.sale-unknown' }] }, repairs: ['void'],
    },
    {
      ...base, opId: 'op-1', seq: 1, kind: 'return-committed', atMs: atMs - 3_600_000, what: { key: 'journal.what.return-committed', values: { receipt: '000101', refundMinor: 128_000 } },
      centre: { state: 'parked', reason: 'return-exceeds-sale', words: [{ key: 'journal.state.parked' }, { key: 'journal.why.return-exceeds-sale' }] }, repairs: ['accept'],
    },
  ];
}

export function wholeEntry(entry: JournalEntry): WholeOperation {
  return { ...entry, wallMs: entry.atMs, schema: 1, prev: hash, hash, payload: { receipt: { number: '000124' } } };
}
