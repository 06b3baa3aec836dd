import { isUtf8 } from 'node:buffer';
import { ProblemError } from '../problem-error.ts';
import { arrivedOperation, type Envelope } from './payload-bytes.ts';

const lineBreak = 0x0a;

/**
 * A push that came as lines (`push-lines.ts`), put together; its form is not checked yet.
 * @throws ProblemError `bad-json` where the first line is none or the text is no UTF-8, `bad-request` where the payloads are not as many as the operations or hold U+0000
 */
export function readPushLines(body: Buffer): unknown {
  if (!isUtf8(body)) throw new ProblemError('bad-json', 'The body is not UTF-8.');
  let end = endOfLine(body, 0);
  const push = parse(body.toString('utf8', 0, end));
  if (!hasOperations(push)) return push;
  // asked once of all of them: PostgreSQL stores none
  const hasNone = !body.includes(0);
  const operations = push.operations.map((fields, index) => {
    const start = end + 1;
    if (start >= body.length) throw new ProblemError('bad-request', `There is no payload of operation ${index}.`, { path: '/operations' });
    end = endOfLine(body, start);
    const bytes = body.subarray(start, end);
    if (!hasNone && bytes.includes(0)) throw new ProblemError('bad-request', 'Text must be well-formed Unicode without U+0000.', { path: `/operations/${index}` });
    if ('payload' in fields) throw new ProblemError('bad-request', 'A payload stands on its own line.', { path: `/operations/${index}/payload` });
    return isEnvelope(fields) ? arrivedOperation(fields, bytes) : fields;
  });
  if (end + 1 < body.length) throw new ProblemError('bad-request', 'There are more payloads than operations.', { path: '/operations' });
  return { ...push, operations };
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
function hasOperations(push: unknown): push is { operations: object[] } {
  return typeof push === 'object' && push !== null && 'operations' in push && Array.isArray(push.operations) && push.operations.every((operation) => typeof operation === 'object' && operation !== null);
}

const namesOfEnvelope = ['seq', 'opId', 'kind', 'schema', 'atMs', 'wallMs', 'clock', 'prev', 'hash'] as const satisfies readonly (keyof Envelope)[];

/** What has other names, or fewer, stays as it is, so that the schema refuses it; what the values are is said there, too. */
function isEnvelope(fields: object): fields is Envelope {
  return namesOfEnvelope.every((name) => name in fields) && Object.keys(fields).length === namesOfEnvelope.length;
}
