import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';

const known = new WeakMap<StoredOperation, Uint8Array>();

/** Notes the bytes of a payload that came as such, or were made once: they are hashed and stored. */
export function notePayloadBytes(operation: StoredOperation, bytes: Uint8Array): void {
  known.set(operation, bytes);
}

/** The payload in UTF-8. */
export function payloadBytes(operation: StoredOperation): Uint8Array {
  const bytes = known.get(operation) ?? Buffer.from(operation.payload, 'utf8');
  known.set(operation, bytes);
  return bytes;
}
