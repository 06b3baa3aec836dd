import type { ClockQuality } from '../time/business-time.ts';

/** What an operation's hash covers. The payload goes in by its digest, so that the chain can be checked without it (DESIGN §6). */
export interface HashedFields {
  journalId: string;
  seq: number;
  opId: string;
  kind: string;
  schema: number;
  atMs: number;
  wallMs: number;
  clock: ClockQuality;
  /** SHA-256 of the payload's text, 64 lower-case hexadecimal digits */
  payloadSha256: string;
  /** Hash of the operation before */
  prev: string;
}

/**
 * The text whose SHA-256 is the operation's hash: RFC 8785 JSON. Fields beyond those named are left out.
 * Throws `TypeError` on what that cannot say: a number that is none, half a character.
 */
export function canonicalOperation(fields: HashedFields): string {
  const { journalId, seq, opId, kind, schema, atMs, wallMs, clock, payloadSha256, prev } = fields;
  if (!isSayable(fields)) throw new TypeError('this operation has no canonical JSON');
  // The keys stand in the order of RFC 8785, and values without depth are what its rules took from JSON.stringify: this is one of the costs of every commit.
  return JSON.stringify({ atMs, clock, journalId, kind, opId, payloadSha256, prev, schema, seq, v: 1, wallMs });
}

function isSayable({ journalId, seq, opId, kind, schema, atMs, wallMs, clock, payloadSha256, prev }: HashedFields): boolean {
  return journalId.isWellFormed() && opId.isWellFormed() && kind.isWellFormed() && clock.isWellFormed() && payloadSha256.isWellFormed() && prev.isWellFormed()
    && Number.isFinite(seq) && Number.isFinite(schema) && Number.isFinite(atMs) && Number.isFinite(wallMs);
}
