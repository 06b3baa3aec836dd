import { raceReason } from '../../../agent/domain/cards/lost-race.ts';
import { recordset, type Queryable } from '../database/database.ts';
import { nextRevision } from '../feed-head.ts';
import { foldOf, type CardBooks } from './card-books.ts';

/** Changes the verdicts of earlier operations on cards that went and have lost since, or the other way round; their tills are told from the position that this takes in the feed. */
export async function reviseCards(tx: Queryable, books: CardBooks): Promise<void> {
  const { records, added, before } = books;
  if (added.length === 0) return;
  const fold = foldOf(books);
  const fresh = new Set(added.map(({ opId }) => opId));
  const revised = records.filter(({ opId, isRefused }) => !isRefused && !fresh.has(opId) && before.lost.get(opId) !== fold.lost.get(opId));
  if (revised.length === 0) return;
  const position = await nextRevision(tx);
  const rows = revised.map(({ opId }) => {
    const fault = fold.lost.get(opId);
    return fault === undefined ? { opId, verdict: 'applied' } : { opId, verdict: 'parked', reason: raceReason(fault) };
  });
  await tx.query(
    `UPDATE operation SET verdict = r.verdict, reason = r.reason
     FROM json_to_recordset($1::json) AS r("opId" text, verdict text, reason text) WHERE op_id = r."opId"`,
    recordset(rows),
  );
  await tx.query('UPDATE card_operation SET revised_position = $2 WHERE op_id = ANY($1)', [rows.map(({ opId }) => opId), position]);
}
