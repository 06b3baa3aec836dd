import type { QueuedOperation } from '../../agent/domain/operations/operation.ts';
import type { PushRequest } from './messages.ts';

/**
 * A push as lines of JSON: the first is the request without its payloads, and each payload follows on a line of its own, as it stands in the journal.
 * So a payload, which is JSON already, is not written as a string inside of JSON and read back from it, and the centre hashes and stores the very bytes that came.
 * A centre that takes it names the type in the `Accept-Post` of its answers; to another one a push is one JSON document.
 */
export const pushLinesType = 'application/x-ndjson';

export interface PushBatch extends Omit<PushRequest, 'operations'> {
  operations: readonly QueuedOperation[];
}

const lineBreak = Buffer.from('\n');

/** Undefined where a payload is no single line: it goes as one document then. */
export function pushLines({ operations, ...push }: PushBatch): Uint8Array | undefined {
  if (operations.some(({ payload }) => payload.includes(0x0a))) return undefined;
  const first = JSON.stringify({ ...push, operations: operations.map(({ payload: _onItsOwnLine, ...operation }) => operation) });
  return Buffer.concat([Buffer.from(first), lineBreak, ...operations.flatMap(({ payload }) => [payload, lineBreak])]);
}

/** The push as one document. */
export function pushDocument({ operations, ...push }: PushBatch): PushRequest {
  return { ...push, operations: operations.map(({ payload, ...operation }) => ({ ...operation, payload: Buffer.from(payload).toString('utf8') })) };
}

/** Whether the centre takes lines, by the header of one of its answers. */
export function takesPushLines(acceptPost: string | undefined): boolean {
  return (acceptPost ?? '').split(',').some((type) => type.trim() === pushLinesType);
}
