import { isUtf8 } from 'node:buffer';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { ProblemError } from '../problem-error.ts';
import { notePayloadBytes } from './payload-bytes.ts';

const lineBreak = 0x0a;

/**
 * A push that came as lines (`push-lines.ts`), put together; its form is not checked yet.
 * @throws ProblemError `bad-json` where the first line is none or the text is no UTF-8, `bad-request` where the payloads are not as many as the operations
 */
export function readPushLines(body: Buffer): unknown {
  if (!isUtf8(body)) throw new ProblemError('bad-json', 'The body is not UTF-8.');
  let end = endOfLine(body, 0);
  const push = parse(body.toString('utf8', 0, end));
  if (!hasOperations(push)) return push;
  const operations = push.operations.map((fields, index) => {
    const start = end + 1;
    if (start >= body.length) throw new ProblemError('bad-request', `There is no payload of operation ${index}.`, { path: '/operations' });
    end = endOfLine(body, start);
    return withPayload(fields, body.subarray(start, end));
  });
  if (end + 1 < body.length) throw new ProblemError('bad-request', 'There are more payloads than operations.', { path: '/operations' });
  return { ...push, operations };
}

/**
 * The text is made when it is asked for, and forgotten again: pushes that wait for their turn lie beside the heap as the bytes that came, and a payload that is
 * read, priced and stored as bytes never grows old in it.
 */
function withPayload(fields: Omit<StoredOperation, 'payload'>, bytes: Buffer): StoredOperation {
  const operation = {
    ...fields,
    get payload() {
      return bytes.toString('utf8');
    },
  };
  notePayloadBytes(operation, bytes);
  return operation;
}

function endOfLine(body: Buffer, start: number): number {
  const at = body.indexOf(lineBreak, start);
  return at === -1 ? body.length : at;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new ProblemError('bad-json', 'The first line is not JSON.');
  }
}

/** What of the form is needed to put it together; all else is the schema's to say. */
function hasOperations(push: unknown): push is { operations: Omit<StoredOperation, 'payload'>[] } {
  return typeof push === 'object' && push !== null && 'operations' in push && Array.isArray(push.operations) && push.operations.every((operation) => typeof operation === 'object' && operation !== null);
}
