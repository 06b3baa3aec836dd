import type { JournalEntry, JournalPage } from '../../../agent/contract/journal.ts';
import type { DeskClient, JournalAsked } from '../../client/desk-client.ts';

/** Not settled, and somebody should look: what the desk begins with. */
const unsettled = ['parked', 'waiting', 'quarantined'] as const;
export const standings = ['attention', 'all', 'unsent', 'waiting', 'parked', 'quarantined', 'sent'] as const;
export type Standing = (typeof standings)[number];

/** A page of the journal, newest first. What needs attention is of several states, each asked for by itself. */
export async function readJournal(client: Pick<DeskClient, 'journal'>, standing: Standing, asked: Omit<JournalAsked, 'state'>): Promise<JournalPage> {
  if (standing === 'all') return client.journal(asked);
  if (standing !== 'attention') return client.journal({ ...asked, state: standing });
  const pages = await Promise.all(unsettled.map((state) => client.journal({ ...asked, state })));
  // Where one of them has more, what is older than its last waits for the next page, so that nothing is left out.
  const nexts = pages.flatMap(({ nextFrom }) => nextFrom ?? []);
  const nextFrom = nexts.length === 0 ? undefined : Math.max(...nexts);
  const entries = pages.flatMap((page) => page.entries).filter(({ seq }) => nextFrom === undefined || seq > nextFrom).toSorted((one, other) => other.seq - one.seq);
  return { entries, ...(nextFrom === undefined ? {} : { nextFrom }) };
}

/** True where each word that was typed stands somewhere in what is shown of the operation. */
export function fits(entry: JournalEntry, words: string, text: string): boolean {
  const shown = [words, entry.opId, entry.saleId, entry.who?.userId, entry.who?.approvedBy, entry.customer?.card, entry.customer?.accountId].join(' ').toLowerCase();
  return text.toLowerCase().split(/\s+/).every((part) => shown.includes(part));
}
