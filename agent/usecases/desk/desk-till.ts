import type { JournalReader } from '../../ports/journal-reader.ts';
import type { CentreBooks } from '../../ports/centre-books.ts';
import type { Drills } from '../../ports/drills.ts';
import type { Outages } from '../../ports/outages.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { Till } from '../till.ts';

/** What the manager's desk works with, besides the till itself. */
export interface DeskTill {
  readonly till: Till;
  readonly reader: JournalReader;
  readonly outbox: Pick<Outbox, 'position' | 'delivery' | 'hashAt' | 'journals'>;
  readonly outages: Outages;
  readonly centre: CentreBooks;
  readonly drills: Drills;
}
