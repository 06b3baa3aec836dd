import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalPage } from '../../agent/contract/journal.ts';
import type { JournalAsked } from '../../ui/client/desk-client.ts';
import { fits, readJournal } from '../../ui/screens/manager/read-journal.ts';

const entry = (seq: number, state: JournalEntry['centre']['state']): JournalEntry => ({
  opId: `op-${seq}`, journalId: 'j', seq, kind: 'sale-committed', atMs: seq, clock: 'synced', what: { key: 'x' }, centre: { state, words: [] }, repairs: [], who: { userId: 'asel' }, customer: { card: '2900***45' },
});
function clientOf(pages: Partial<Record<string, JournalPage>>) {
  const asked: JournalAsked[] = [];
  return { asked, journal: async (query: JournalAsked) => { asked.push(query); return Promise.resolve(pages[query.state ?? 'all'] ?? { entries: [] }); } };
}

describe('what needs attention', () => {
  it('is of every state that is not settled, newest first', async () => {
    const client = clientOf({ parked: { entries: [entry(9, 'parked'), entry(2, 'parked')] }, waiting: { entries: [entry(5, 'waiting')] } });
    expect((await readJournal(client, 'attention', { date: '2026-11-22' })).entries.map(({ seq }) => seq)).toEqual([9, 5, 2]);
    expect(client.asked.map(({ state, date }) => [state, date])).toEqual([['parked', '2026-11-22'], ['waiting', '2026-11-22'], ['quarantined', '2026-11-22']]);
  });

  it('leaves nothing out where one state has more than a page', async () => {
    const client = clientOf({ parked: { entries: [entry(9, 'parked'), entry(8, 'parked')], nextFrom: 7 }, waiting: { entries: [entry(5, 'waiting')] } });
    const page = await readJournal(client, 'attention', {});
    expect([page.entries.map(({ seq }) => seq), page.nextFrom]).toEqual([[9, 8], 7]);
  });
});

describe('a word that is looked for', () => {
  it.each([['124', true], ['ASEL 124', true], ['2900', true], ['op-9', true], ['125', false], ['asel 125', false], ['', true]])('"%s" fits: %s', (text, expected) => {
    expect(fits(entry(9, 'parked'), 'Receipt 000124', text)).toBe(expected);
  });
});
