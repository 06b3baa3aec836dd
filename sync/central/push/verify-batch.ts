import { createPublicKey, verify } from 'node:crypto';
import { canonicalOperation } from '../../../agent/domain/operations/canonical-operation.ts';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { batchSigningText } from '../../protocol/batch-signature.ts';
import type { PushRequest } from '../../protocol/messages.ts';
import { ProblemError } from '../problem-error.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { Till } from '../tills.ts';
import { arrivedBytes } from './payload-bytes.ts';

/**
 * Checks all that can be checked without the database: the till signed it, the operations follow one another, and each has the hash that it states.
 * @throws ProblemError `bad-signature`, `chain-broken`, `hash-mismatch`, `bad-request`
 */
export function verifyBatch(till: Till, push: PushRequest, nowMs: number): void {
  const first = push.operations[0];
  const last = push.operations.at(-1);
  if (first === undefined || last === undefined) throw new ProblemError('bad-request', 'A push has at least one operation.', { path: '/operations' });
  assertPayloadsAreText(push);
  verifySignature(till, push, { fromSeq: first.seq, toSeq: last.seq, nowMs });
  for (const [index, operation] of push.operations.entries()) {
    const before = push.operations[index - 1];
    if (before !== undefined && (operation.seq !== before.seq + 1 || operation.prev !== before.hash)) {
      throw new ProblemError('chain-broken', `Operation ${operation.seq} does not follow ${before.seq}.`, { path: `/operations/${index}` });
    }
    verifyHash(push.journalId, operation, index);
  }
  if (!Number.isSafeInteger(push.head.seq)) throw new ProblemError('bad-request', 'A number is too large.', { path: '/head/seq' });
  if (push.head.seq < last.seq || (push.head.seq === last.seq && push.head.hash !== last.hash)) {
    throw new ProblemError('chain-broken', 'The head of the journal lies before the last operation, or is another one.', { path: '/head' });
  }
}

/** The form of the rest is checked by the route: to ask for the text of bytes would make it only to see that it is text. */
function assertPayloadsAreText({ operations }: PushRequest): void {
  const index = operations.findIndex((operation) => arrivedBytes(operation) === undefined && typeof operation.payload !== 'string');
  if (index !== -1) throw new ProblemError('bad-request', `/operations/${index}/payload must be a string`, { path: `/operations/${index}/payload` });
}

function verifySignature(till: Till, push: PushRequest, { fromSeq, toSeq, nowMs }: { fromSeq: number; toSeq: number; nowMs: number }): void {
  const text = batchSigningText({ protocol: push.protocol, journalId: push.journalId, fromSeq, toSeq, headSeq: push.head.seq, headHash: push.head.hash });
  const keys = [till.publicKey, ...(till.former !== undefined && nowMs < till.former.untilMs ? [till.former.publicKey] : [])];
  const isSigned = keys.some((der) => {
    const key = createPublicKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(push.signature, 'base64'));
  });
  if (isSigned) return;
  throw new ProblemError('bad-signature', `The batch is not signed by the key of till ${till.tillId}.`, { path: '/signature' });
}

function verifyHash(journalId: string, operation: StoredOperation, index: number): void {
  const { seq, opId, kind, schema, atMs, wallMs, clock, prev } = operation;
  const bytes = arrivedBytes(operation);
  // bytes were seen to be UTF-8 without U+0000 when they came (`readPushLines`)
  if (!isStorable(kind) || (bytes === undefined && !isStorable(operation.payload))) {
    throw new ProblemError('bad-request', 'Text must be well-formed Unicode without U+0000.', { path: `/operations/${index}` });
  }
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(atMs) || !Number.isSafeInteger(wallMs) || schema > maxSchema) {
    throw new ProblemError('bad-request', 'A number is too large.', { path: `/operations/${index}` });
  }
  const text = canonicalOperation({ journalId, seq, opId, kind, schema, atMs, wallMs, clock, payloadSha256: sha256Hex(bytes ?? operation.payload), prev });
  if (sha256Hex(text) === operation.hash) return;
  throw new ProblemError('hash-mismatch', `Operation ${seq} does not have the hash that it states.`, { path: `/operations/${index}/hash` });
}

/** PostgreSQL's INTEGER */
const maxSchema = 2 ** 31 - 1;

/** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
