import { canonicalJson } from '../canonical-json.ts';
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

/** The text whose SHA-256 is the operation's hash. Fields beyond those named are left out. */
export function canonicalOperation(fields: HashedFields): string {
  const { journalId, seq, opId, kind, schema, atMs, wallMs, clock, payloadSha256, prev } = fields;
  return canonicalJson({ v: 1, journalId, seq, opId, kind, schema, atMs, wallMs, clock, payloadSha256, prev });
}
