import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';

const arrived = new WeakMap<StoredOperation, Uint8Array>();

/** Notes the bytes of a payload that came as such, and are UTF-8 for certain: they are hashed and stored. */
export function notePayloadBytes(operation: StoredOperation, bytes: Uint8Array): void {
  arrived.set(operation, bytes);
}

/** Undefined where the payload came as text. */
export function arrivedBytes(operation: StoredOperation): Uint8Array | undefined {
  return arrived.get(operation);
}

/** The payload in UTF-8. */
export function payloadBytes(operation: StoredOperation): Uint8Array {
  return arrivedBytes(operation) ?? Buffer.from(operation.payload, 'utf8');
}
