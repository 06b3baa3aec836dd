import { readCardNumber } from '../../../agent/domain/cards/card-number.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { AccountEvent } from '../../../agent/domain/operators/risk.ts';
import type { LimitWatch } from '../../../agent/usecases/limits/limit-watch.ts';
import type { Queryable } from '../database/database.ts';

/** Longer than any day of any zone */
const longestDayMs = 26 * 3_600_000;

/** What limits against fraud count for whoever has this card: receipts and claims of the day, at all tills of the chain, claims that wait for their sale too (their row has no account yet). The centre has no cashiers, and nobody looks cards up here one by one. */
export async function claimLimits(tx: Queryable, { bundle }: CompiledBundle, card: string, nowMs: number): Promise<LimitWatch> {
  const number = readCardNumber(bundle.cardSchemes, card);
  const rows = (bundle.limits ?? []).length === 0 || !number.ok ? [] : await tx.query<{ kind: string; at_ms: number }>(
    `SELECT o.kind, o.at_ms FROM card c JOIN operation o ON o.account_id = c.account_id AND o.kind = 'sale-committed' WHERE c.number = $1 AND o.at_ms > $2
     UNION ALL SELECT o.kind, o.at_ms FROM card c JOIN operation o ON o.account_id = c.account_id AND o.kind = 'points-claimed' WHERE c.number = $1 AND o.at_ms > $2
     UNION ALL SELECT o.kind, o.at_ms FROM card c JOIN operation o ON o.verdict = 'waiting' AND o.kind = 'points-claimed' LEFT JOIN account named ON named.account_id = o.payload::json ->> 'accountId'
       WHERE c.number = $1 AND o.at_ms > $2 AND coalesce(named.merged_into, o.payload::json ->> 'accountId') = c.account_id`,
    [number.number, nowMs - longestDayMs],
  );
  const events = rows.map(({ kind, at_ms: atMs }): AccountEvent => ({ what: kind === 'points-claimed' ? 'claim' : 'receipt', atMs, redeemed: false }));
  return {
    events: { since: (_accountId, sinceMs) => events.filter(({ atMs }) => atMs >= sinceMs), hits: () => [] },
    staff: { byUser: () => undefined, byBadge: () => undefined },
    lookUps: { note: () => 0 },
  };
}
