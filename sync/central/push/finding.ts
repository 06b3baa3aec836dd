import { recordset, type Queryable } from '../database/database.ts';

/**
 * Something for people to look at.
 *   defect       the till's result is not what its own inputs give: a bug or tampering
 *   drift        the centre's state of the moment gives another result: normal after an outage
 *   goodwill     the programme paid for points that the account did not have
 *   beyond-caps  it would have paid, but for its caps: the points are booked to nobody
 *   qr-replayed  a code of the chain's application came in two sales: somebody had a copy of it
 *   order-repeated  an order of a web shop was sold twice, at tills that were apart
 *   fork         a journal has two branches: a cloned or restored disk
 */
export interface Finding {
  kind: 'defect' | 'drift' | 'goodwill' | 'fork' | 'beyond-caps' | 'qr-replayed' | 'order-repeated';
  journalId: string;
  seq: number;
  opId: string;
  accountId?: string;
  /** What the kind needs to be understood; ids, amounts and codes, no names */
  detail: Readonly<Record<string, string | number>>;
}

export async function writeFindings(tx: Queryable, findings: readonly Finding[], nowMs: number): Promise<void> {
  if (findings.length === 0) return;
  await tx.query(
    `INSERT INTO finding (kind, journal_id, seq, op_id, account_id, detail, at_ms)
     SELECT kind, "journalId", seq, "opId", "accountId", detail, $2::bigint
     FROM json_to_recordset($1::json) AS r(kind text, "journalId" text, seq bigint, "opId" text, "accountId" text, detail jsonb)`,
    [...recordset(findings), nowMs],
  );
}
