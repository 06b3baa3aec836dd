import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { recordset, type Queryable } from '../database/database.ts';

/** What an operation says of an account that it may be the first to name. */
export interface NewAccount {
  programmeId: string;
  accountId: string;
  time: { localDate: string };
}

/**
 * Makes the accounts of newly registered customers and of cards that were issued that are not there yet, and answers their ids. They get their position in the feed with the changes of
 * this batch: until then they have one below zero, because the feed's lock is taken last.
 */
export async function makeAccounts(tx: Queryable, named: readonly NewAccount[], compiled: CompiledBundle | undefined): Promise<string[]> {
  const { programmeId, tiers = [] } = compiled?.bundle ?? {};
  const [tier] = tiers;
  const rows = named.filter((payload) => payload.programmeId === programmeId).map(({ accountId, time }) => ({ accountId, joinedOn: time.localDate }));
  if (rows.length === 0 || tier === undefined || programmeId === undefined) return [];
  const made = await tx.query<{ account_id: string }>(
    `INSERT INTO account (account_id, programme_id, tier, joined_on, available_points, held_points, changed_position)
     SELECT "accountId", $2, $3, min("joinedOn"), 0, 0, -1 - abs(hashtextextended("accountId", 0) % 4503599627370496)
     FROM jsonb_to_recordset($1::jsonb) AS r("accountId" text, "joinedOn" text) GROUP BY "accountId" ORDER BY "accountId"
     ON CONFLICT (account_id) DO NOTHING RETURNING account_id`,
    [...recordset(rows), programmeId, tier.id],
  );
  return made.map(({ account_id }) => account_id);
}
