import { digestOf } from '../../../agent/usecases/digest.ts';
import { refuse } from '../../../agent/usecases/outcome.ts';
import { TransactionConflict, type Queryable } from '../database/database.ts';
import { refusalDocument, type WebReply } from './web-reply.ts';

/** What an Idempotency-Key stands for: one request. */
export interface AnswerSlot {
  key: string;
  requestHash: string;
}

/** @param target method and path with the ids in it */
export function answerSlot(key: string, target: string, body: unknown): AnswerSlot {
  return { key, requestHash: digestOf({ target, body }) };
}

/** The answer that this request got before, or the refusal of a key that stood for another one. */
export async function readAnswer(tx: Queryable, channelId: string, { key, requestHash }: AnswerSlot): Promise<WebReply<never> | undefined> {
  const rows = await tx.query<{ request_hash: string; status: number; answer: string }>('SELECT request_hash, status, answer FROM web_answer WHERE channel_id = $1 AND key = $2', [channelId, key]);
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.request_hash !== requestHash) return refuse('idempotency-key-reused', 'Use a new Idempotency-Key for a new request.');
  return { stored: { status: row.status, answer: row.answer } };
}

/** Keeps the answer with the work that it tells of. Those of 500 and above say that nothing was decided, and are not kept. */
export async function writeAnswer(tx: Queryable, channelId: string, { key, requestHash }: AnswerSlot, reply: WebReply<unknown>, nowMs: number): Promise<void> {
  if ('stored' in reply) return;
  const { status, body } = 'code' in reply ? { status: refusalDocument(reply).status, body: refusalDocument(reply) } : { status: 200, body: reply.body };
  if (status >= 500) return;
  const written = await tx.query(
    'INSERT INTO web_answer (channel_id, key, request_hash, status, answer, at_ms) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING key',
    [channelId, key, requestHash, status, JSON.stringify(body), nowMs],
  );
  if (written.length === 0) throw new TransactionConflict('this key was used at the same moment');
}
