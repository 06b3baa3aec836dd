import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { batchSigningText } from '../../../sync/protocol/batch-signature.ts';
import { protocolVersion, type EnrolAnswer, type HoldReply, type PositionAnswer, type PushAnswer, type PushRequest } from '../../../sync/protocol/messages.ts';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import { pushLines, pushLinesType } from '../../../sync/protocol/push-lines.ts';
import { queuedOperations } from '../../kit/stored-operations.ts';
import { testJournal, type TestJournal } from './test-journal.ts';

/** A till's key pair. */
export interface TillKeys {
  /** SPKI DER, base64 */
  publicKey: string;
  sign(text: string): string;
}

export function makeTillKeys(): TillKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  };
}

/** A problem document, or what the call answers. */
export interface Answer<Body> {
  status: number;
  body: Body & { code?: string; detail?: string; path?: string; expected?: number };
}

/** The caller says what it expects; nothing is checked here. */
export type Call = <Body extends object>(path: string, body?: unknown) => Promise<Answer<Body>>;

/** An enrolled till that speaks the wire protocol by hand. */
export interface TestTill extends EnrolAnswer {
  keys: TillKeys;
  get: Call;
  /** With this body as JSON */
  post: Call;
  position(journalId: string): Promise<PositionAnswer>;
  /** A signed batch of these operations, or of all that the journal has */
  batch(journal: TestJournal, operations?: readonly StoredOperation[]): PushBatch;
  push(journal: TestJournal, operations?: readonly StoredOperation[]): Promise<Answer<PushAnswer>>;
  hold(hold: Partial<HoldRequestFields> & Pick<HoldRequestFields, 'accountId' | 'cardNumber' | 'points'>): Promise<Answer<HoldReply>>;
}

export interface PushBatch {
  protocol: PushRequest['protocol'];
  journalId: string;
  operations: readonly StoredOperation[];
  head: { seq: number; hash: string };
  signature: string;
}

export interface HoldRequestFields {
  holdId: string;
  saleId: string;
  accountId: string;
  cardNumber: string;
  points: number;
  holdSeconds: number;
}

export function testTill(url: string, enrolled: EnrolAnswer, keys: TillKeys): TestTill {
  const call = async <Body>(path: string, init: RequestInit, type = 'application/json'): Promise<Answer<Body>> => {
    const response = await fetch(url + path, { ...init, headers: { authorization: `Bearer ${enrolled.token}`, 'content-type': type } });
    return { status: response.status, body: (await response.json()) as Answer<Body>['body'] };
  };
  const post = async <Body>(path: string, body: unknown) => await call<Body>(path, { method: 'POST', body: JSON.stringify(body) });
  const batch: TestTill['batch'] = (journal, operations = journal.operations) => {
    const { journalId } = journal;
    const head = journal.head();
    const text = batchSigningText({
      protocol: protocolVersion, journalId, fromSeq: operations[0]!.seq, toSeq: operations.at(-1)!.seq, headSeq: head.seq, headHash: head.hash,
    });
    return { protocol: protocolVersion, journalId, operations, head, signature: keys.sign(text) };
  };
  return {
    ...enrolled,
    keys,
    get: async (path) => await call(path, {}),
    post,
    position: async (journalId) => (await call<PositionAnswer>(`/till/v1/position?journalId=${journalId}`, {})).body,
    batch,
    // as lines, as tills do
    push: async (journal, operations) => {
      const { operations: all, ...fields } = batch(journal, operations);
      const lines = pushLines({ ...fields, operations: queuedOperations(all) });
      if (lines === undefined) throw new Error('payloads of tests are single lines');
      return await call<PushAnswer>('/till/v1/push', { method: 'POST', body: Buffer.from(lines) }, pushLinesType);
    },
    hold: async (hold) => await post<HoldReply>('/till/v1/holds', {
      protocol: protocolVersion, holdId: randomUUID(), saleId: randomUUID(), holdSeconds: 600, ...hold,
    }),
  };
}

/** Pushes one operation in a journal of its own; answers what became of it. */
export async function pushOne(till: TestTill, kind: string, payload: object | string, opId: string = randomUUID()) {
  const journal = testJournal();
  journal.append(kind, payload, { opId });
  const { status, body } = await till.push(journal);
  const verdict = body.verdicts?.[0];
  return { opId, status, verdict: verdict?.verdict, reason: verdict?.reason };
}
