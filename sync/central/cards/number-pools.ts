import { numbersFrom } from '../../../agent/domain/cards/number-run.ts';
import type { NumberPoolMessage, NumberPoolReply } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import type { Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';
import type { Till } from '../tills.ts';

/**
 * Leases numbers for virtual cards to one journal of a till. Idempotent by `poolId`; what a journal did not use is never leased again, so that no disk that comes back
 * gives out a number that somebody else has.
 * @throws ProblemError `journal-of-another-till`, `id-taken` where this pool is another journal's, `pool-void` where another journal has taken the place of this one
 */
export async function leaseNumbers({ db, library }: Pick<CentralContext, 'db' | 'library'>, till: Till, { poolId, journalId, count }: NumberPoolMessage, nowMs: number): Promise<NumberPoolReply> {
  const schemes = (await library.inForce(db))?.bundle.cardSchemes ?? [];
  return await db.transaction(async (tx) => {
    await assertOwnJournal(tx, till, journalId);
    const known = await tx.query<{ journal_id: string; numbers: string[] }>('SELECT journal_id, numbers FROM number_pool WHERE pool_id = $1', [poolId]);
    if (known[0] !== undefined) {
      if (known[0].journal_id !== journalId) throw new ProblemError('id-taken', `The pool ${poolId} was leased to another journal.`);
      return { outcome: 'leased', poolId, numbers: known[0].numbers };
    }
    const ranges = await tx.query<RangeRow>(
      `SELECT range_id, scheme_id, store_number, next_serial, to_serial FROM number_range
       WHERE next_serial <= to_serial AND (store_id IS NULL OR store_id = $1) ORDER BY store_id NULLS LAST, range_id FOR UPDATE`,
      [till.storeId],
    );
    for (const range of ranges) {
      const scheme = schemes.find(({ id }) => id === range.scheme_id);
      if (scheme === undefined) continue;
      const toSerial = Math.min(range.to_serial, range.next_serial + count - 1);
      const numbers = numbersFrom(scheme, range.store_number, range.next_serial, toSerial + 1 - range.next_serial);
      await tx.query('UPDATE number_range SET next_serial = $2 WHERE range_id = $1', [range.range_id, toSerial + 1]);
      const free = await withoutTaken(tx, numbers);
      if (free.length === 0) continue;
      await tx.query('INSERT INTO number_pool (pool_id, range_id, till_id, journal_id, from_serial, to_serial, numbers, leased_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)', [
        poolId, range.range_id, till.tillId, journalId, range.next_serial, toSerial, JSON.stringify(free), nowMs,
      ]);
      return { outcome: 'leased', poolId, numbers: free };
    }
    return { outcome: 'none-left' };
  }, 'READ COMMITTED', 'idempotent');
}

interface RangeRow {
  range_id: string;
  scheme_id: string;
  store_number: number;
  next_serial: number;
  to_serial: number;
}

/** A journal that the centre has not heard of yet may be this till's: it is new. */
async function assertOwnJournal(tx: Queryable, till: Till, journalId: string): Promise<void> {
  const rows = await tx.query<{ till_id: string; replaced_by: string | null }>('SELECT till_id, replaced_by FROM journal WHERE journal_id = $1', [journalId]);
  const [journal] = rows;
  if (journal === undefined) return;
  if (journal.till_id !== till.tillId) throw new ProblemError('journal-of-another-till', `Journal ${journalId} was not written by till ${till.tillId}.`);
  if (journal.replaced_by !== null) throw new ProblemError('pool-void', `Another journal has taken the place of ${journalId}.`);
}

/** Somebody may have a card with such a number already: an imported base, a blank that was typed in. */
async function withoutTaken(tx: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ number: string }>('SELECT number FROM card WHERE number = ANY($1)', [numbers]);
  const taken = new Set(rows.map(({ number }) => number));
  return numbers.filter((number) => !taken.has(number));
}
