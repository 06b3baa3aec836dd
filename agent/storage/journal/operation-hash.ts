import { hash } from 'node:crypto';
import { canonicalOperation } from '../../domain/operations/canonical-operation.ts';
import type { StoredOperation } from '../../domain/operations/operation.ts';

/** SHA-256 of the UTF-8 bytes as 64 lower-case hexadecimal digits. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** The hash of an operation of this journal (DESIGN §6). It covers every column, the payload by its digest. */
export function operationHash(journalId: string, operation: Omit<StoredOperation, 'hash'>): string {
  const { seq, opId, kind, schema, atMs, wallMs, clock, payload, prev } = operation;
  return sha256(canonicalOperation({ journalId, seq, opId, kind, schema, atMs, wallMs, clock, payloadSha256: sha256(payload), prev }));
}
