import type { JournalOpened } from '../../../agent/domain/operations/operation.ts';
import type { Queryable } from '../database/database.ts';
import type { BatchItem } from './batch-item.ts';

/**
 * A journal that begins takes the place of the one that it names, and of the till's others: a new enrolment names none. What was set aside for those
 * is void (`endAllowances`). One that was replaced before its beginning came here replaces only what it names.
 * Runs under the journal's own lock, before all others.
 */
export async function replaceJournals(tx: Queryable, tillId: string, items: readonly BatchItem[]): Promise<void> {
  for (const { journalId, body } of items) {
    if (body?.kind !== 'journal-opened') continue;
    const { prior }: JournalOpened = body.payload;
    await tx.query(
      `UPDATE journal SET replaced_by = $1
       WHERE till_id = $2 AND journal_id <> $1 AND replaced_by IS NULL
         AND (journal_id = $3 OR (SELECT own.replaced_by IS NULL FROM journal own WHERE own.journal_id = $1))`,
      [journalId, tillId, prior?.journalId ?? null],
    );
  }
}
