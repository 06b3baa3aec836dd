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
 * The text whose SHA-256 is the operation's hash: RFC 8785 JSON. Fields beyond those named are left out. `JSON.stringify` writes strings and integers as that
 * standard does, so it is enough to name the fields in its order; both sides hash every operation.
 * Throws `TypeError` on what has no canonical JSON.
 */
export function canonicalOperation(fields: HashedFields): string {
  const { journalId, seq, opId, kind, schema, atMs, wallMs, clock, payloadSha256, prev } = fields;
  for (const text of [journalId, opId, kind, clock, payloadSha256, prev]) if (!text.isWellFormed()) throw new TypeError('half of a surrogate pair has no canonical JSON');
  for (const number of [seq, schema, atMs, wallMs]) if (!Number.isFinite(number)) throw new TypeError(`${number} has no canonical JSON`);
  return JSON.stringify({ atMs, clock, journalId, kind, opId, payloadSha256, prev, schema, seq, v: 1, wallMs });
}
