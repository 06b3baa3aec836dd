import { hash } from 'node:crypto';
import { canonicalOperation } from '../../domain/operations/canonical-operation.ts';
import type { StoredOperation } from '../../domain/operations/operation.ts';

/** SHA-256 of the bytes, of a text in UTF-8, as 64 lower-case hexadecimal digits. */
export function sha256(text: string | Uint8Array): string {
  return hash('sha256', text, 'hex');
}

/**
 * The hash of an operation of this journal (DESIGN §6). It covers every column, the payload by its digest.
 *
 * @param payload its payload's text, or the bytes where they are at hand
 */
export function operationHash(journalId: string, operation: Omit<StoredOperation, 'hash'>, payload: string | Uint8Array = operation.payload): string {
  const { seq, opId, kind, schema, atMs, wallMs, clock, prev } = operation;
  return sha256(canonicalOperation({ journalId, seq, opId, kind, schema, atMs, wallMs, clock, payloadSha256: sha256(payload), prev }));
}
