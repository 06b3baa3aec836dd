import { readOperation } from '../../../agent/domain/operations/read-operation.ts';
import { readCardNumber } from '../../../agent/domain/cards/card-number.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { AccountEvent } from '../../../agent/domain/operators/risk.ts';
import type { LimitWatch } from '../../../agent/usecases/limits/limit-watch.ts';
import type { Queryable } from '../database/database.ts';
import { withPayloads } from '../payload-blocks.ts';

/** Longer than any day of any zone */
const longestDayMs = 26 * 3_600_000;

/** What limits against fraud count for whoever has this card: receipts and claims of the day, at all tills of the chain, claims that wait for their sale too. The centre has no cashiers, and nobody looks cards up here one by one. */
export async function claimLimits(tx: Queryable, { bundle }: CompiledBundle, card: string, nowMs: number): Promise<LimitWatch> {
  const number = readCardNumber(bundle.cardSchemes, card);
  const events = (bundle.limits ?? []).length === 0 || !number.ok ? [] : await eventsOf(tx, number.number, nowMs - longestDayMs);
  return {
    events: { since: (_accountId, sinceMs) => events.filter(({ atMs }) => atMs >= sinceMs), hits: () => [] },
    staff: { byUser: () => undefined, byBadge: () => undefined },
    lookUps: { note: () => 0 },
  };
}

async function eventsOf(tx: Queryable, card: string, sinceMs: number): Promise<AccountEvent[]> {
  const booked = await tx.query<{ kind: string; at_ms: number }>(
    `SELECT o.kind, o.at_ms FROM card c JOIN operation o ON o.account_id = c.account_id AND o.kind = 'sale-committed' WHERE c.number = $1 AND o.at_ms > $2
     UNION ALL SELECT o.kind, o.at_ms FROM card c JOIN operation o ON o.account_id = c.account_id AND o.kind = 'points-claimed' WHERE c.number = $1 AND o.at_ms > $2`,
    [card, sinceMs],
  );
  const waiting = await waitingClaims(tx, card, sinceMs);
  return [...booked, ...waiting].map(({ kind, at_ms: atMs }) => ({ what: kind === 'points-claimed' ? 'claim' : 'receipt', atMs, redeemed: false }));
}

/** Their rows have no account yet: whose they are stands in what the till wrote, perhaps of an account that was merged since. */
async function waitingClaims(tx: Queryable, card: string, sinceMs: number): Promise<{ kind: string; at_ms: number }[]> {
  const rows = await tx.query<{ journalId: string; seq: number; kind: string; schema: number; at_ms: number; payload: string | null }>(
    `SELECT journal_id AS "journalId", seq, kind, schema, at_ms, payload FROM operation WHERE verdict = 'waiting' AND kind = 'points-claimed' AND at_ms > $1`,
    [sinceMs],
  );
  if (rows.length === 0) return [];
  const accounts = await tx.query<{ account_id: string }>('SELECT a.account_id FROM card c JOIN account a ON c.account_id IN (a.account_id, a.merged_into) WHERE c.number = $1', [card]);
  const own = new Set(accounts.map(({ account_id: accountId }) => accountId));
  return (await withPayloads(tx, rows)).filter((row) => {
    const read = readOperation(row);
    return read.ok && read.body.kind === 'points-claimed' && own.has(read.body.payload.accountId);
  });
}
