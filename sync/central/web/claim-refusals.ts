import type { Queryable } from '../database/database.ts';
import { ProblemError } from '../problem-error.ts';

/** Nobody holds so many codes that are good for nothing; whoever tries codes of others does. */
const mostRefused = 10;
const withinMs = 3_600_000;

/** @throws ProblemError `too-many-tries` where so many codes were refused to this card within the hour */
export async function assertMayTry(tx: Queryable, cardNumber: string, nowMs: number): Promise<void> {
  const rows = await tx.query<{ at_ms: number }>('SELECT at_ms FROM claim_refusal WHERE card_number = $1 AND at_ms > $2 ORDER BY at_ms DESC LIMIT $3', [cardNumber, nowMs - withinMs, mostRefused]);
  const oldest = rows[mostRefused - 1];
  if (oldest === undefined) return;
  const retryAfterSeconds = Math.ceil((oldest.at_ms + withinMs - nowMs) / 1_000);
  throw new ProblemError('too-many-tries', `${mostRefused} codes were refused to this card within an hour.`, { path: '/card', retryAfterSeconds });
}

export async function noteRefusal(tx: Queryable, cardNumber: string, nowMs: number): Promise<void> {
  await tx.query('INSERT INTO claim_refusal (card_number, at_ms) VALUES ($1, $2)', [cardNumber, nowMs]);
}

export async function tidyRefusals(tx: Queryable, nowMs: number): Promise<void> {
  await tx.query('DELETE FROM claim_refusal WHERE at_ms <= $1', [nowMs - withinMs]);
}
