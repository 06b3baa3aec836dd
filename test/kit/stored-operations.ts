import type { QueuedOperation, StoredOperation } from '../../agent/domain/operations/operation.ts';

/** What the outbox gives, with its payloads as text. */
export function storedOperations(queued: readonly QueuedOperation[]): StoredOperation[] {
  return queued.map(({ payload, ...operation }) => ({ ...operation, payload: Buffer.from(payload).toString('utf8') }));
}

/** The other way round: as they go to the centre. */
export function queuedOperations(stored: readonly StoredOperation[]): QueuedOperation[] {
  return stored.map(({ payload, ...operation }) => ({ ...operation, payload: Buffer.from(payload) }));
}
