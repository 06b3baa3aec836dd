import type { JournalReader } from '../../ports/journal-reader.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { Till } from '../till.ts';

/** What the manager's desk works with, besides the till itself. */
export interface DeskTill {
  readonly till: Till;
  readonly reader: JournalReader;
  readonly outbox: Pick<Outbox, 'position' | 'delivery' | 'hashAt'>;
}
