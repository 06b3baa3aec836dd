import type Database from 'better-sqlite3';
import type { IdempotentAnswer } from '../../ports/journal.ts';

/** How long an answer is kept for a repeated request (DESIGN §8). */
const keptMs = 30 * 24 * 3_600_000;

export interface IdempotencyStore {
  find(client: string, key: string): IdempotentAnswer | undefined;
  /** Inside the appending transaction. Throws where the key already has an answer. */
  add(answer: IdempotentAnswer): void;
  deleteOld(nowMs: number): void;
}

export function createIdempotencyStore(durable: Database.Database): IdempotencyStore {
  const find = durable.prepare<[string, string], IdempotentAnswer>(
    'SELECT client, key, request_hash AS requestHash, status, answer, at_ms AS atMs FROM idempotency WHERE client = ? AND key = ?',
  );
  const add = durable.prepare<[string, string, string, number, string, number]>(
    'INSERT INTO idempotency (client, key, request_hash, status, answer, at_ms) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const deleteOld = durable.prepare<[number]>('DELETE FROM idempotency WHERE at_ms < ?');
  return {
    find: (client, key) => find.get(client, key),
    add: (answer) => {
      add.run(answer.client, answer.key, answer.requestHash, answer.status, answer.answer, answer.atMs);
    },
    deleteOld: (nowMs) => {
      deleteOld.run(nowMs - keptMs);
    },
  };
}
