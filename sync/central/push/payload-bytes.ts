import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';

/** Beside the fields, which a check of the form counts. A map of what lies elsewhere would be looked through by every collection of garbage. */
const arrived = Symbol('bytes of the payload');

type Arrived = StoredOperation & { [arrived]?: Uint8Array };

/** Notes the bytes of a payload that came as such, and are UTF-8 for certain: they are hashed and stored. */
export function notePayloadBytes(operation: StoredOperation, bytes: Uint8Array): void {
  (operation as Arrived)[arrived] = bytes;
}

/** Undefined where the payload came as text. */
export function arrivedBytes(operation: StoredOperation): Uint8Array | undefined {
  return (operation as Arrived)[arrived];
}

/** The payload in UTF-8. */
export function payloadBytes(operation: StoredOperation): Uint8Array {
  return arrivedBytes(operation) ?? Buffer.from(operation.payload, 'utf8');
}
