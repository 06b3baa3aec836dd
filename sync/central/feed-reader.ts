import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FeedAnswer } from '../protocol/messages.ts';
import type { SignedPhoneKey } from '../protocol/phone-key.ts';
import type { SignedSealingKey } from '../protocol/sealing-key.ts';
import type { Database, Queryable } from './database/database.ts';
import { readFeedHead, type FeedHead } from './feed-head.ts';
import { answerFrom, readPage, type FeedPage, type FeedRequest } from './feed-page.ts';
import { ProblemError } from './problem-error.ts';

interface Asked {
  request: FeedRequest;
  resolve: (answer: FeedAnswer) => void;
  reject: (error: unknown) => void;
}

/** So many reads go on at once; what is asked meanwhile is read together by the next. */
const maxReads = 2;

/**
 * Reads the feed for many tills at once: all that is asked while others are being read waits for one view of the database together, and tills at the same
 * cursor get the same page. A change that wakes a thousand tills is so read a few times, not a thousand.
 */
export class FeedReader {
  readonly #db: Database;
  #asked: Asked[] = [];
  #reads = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Accounts changed after the cursor, from one view that begins after this call. @throws ProblemError `no-bundle`, `epoch-changed` */
  read(request: FeedRequest): Promise<FeedAnswer> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ request, resolve, reject });
      if (this.#reads < maxReads) void this.#readAll();
    });
  }

  /** Ends when nobody asks any more. */
  async #readAll(): Promise<void> {
    this.#reads += 1;
    // those of the same turn of the event loop come along
    await nextTurn();
    for (let asked = this.#take(); asked.length > 0; asked = this.#take()) {
      const requests = asked.map(({ request }) => request);
      try {
        const answers = await this.#db.transaction((tx) => answerAll(tx, requests), 'REPEATABLE READ');
        for (const [index, { resolve, reject }] of asked.entries()) {
          const answer = answers[index];
          if (answer === undefined || answer instanceof ProblemError) reject(answer);
          else resolve(answer);
        }
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.#reads -= 1;
  }

  #take(): Asked[] {
    const asked = this.#asked;
    this.#asked = [];
    return asked;
  }
}

async function answerAll(tx: Queryable, requests: readonly FeedRequest[]): Promise<(FeedAnswer | ProblemError)[]> {
  const head = await readFeedHead(tx, { journalIds: unique(requests.map(({ journalId }) => journalId)), tillIds: unique(requests.map(({ tillId }) => tillId)) });
  const pages = new Map<string, FeedPage>();
  const answers: (FeedAnswer | ProblemError)[] = [];
  let sealingKey: Promise<SignedSealingKey | undefined> | undefined;
  let phoneKey: Promise<SignedPhoneKey | undefined> | undefined;
  for (const request of requests) {
    const { cursor, limit } = request;
    const problem = problemWith(head, request);
    if (problem !== undefined || !hasBundle(head)) {
      answers.push(problem ?? new ProblemError('no-bundle', 'No programme bundle was published yet.'));
      continue;
    }
    const key = `${cursor}:${limit}`;
    const page = pages.get(key) ?? (await readPage(tx, head, { cursor, limit }));
    pages.set(key, page);
    // read and signed once for all that ask
    if (request.sealing !== undefined) sealingKey ??= currentKey(tx, request.sealing.keys);
    if (request.phones !== undefined) phoneKey ??= currentKey(tx, request.phones.keys);
    answers.push(await answerFrom({
      tx, head, page,
      sealingKey: request.sealing === undefined ? undefined : await sealingKey,
      phoneKey: request.phones === undefined ? undefined : await phoneKey,
    }, request));
  }
  return answers;
}

/** What tills are to be told. A process without the root key in force leaves it to the others to tell. */
async function currentKey<Key>(tx: Queryable, keys: { current(db: Queryable): Promise<Key> }): Promise<Key | undefined> {
  try {
    return await keys.current(tx);
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'root-key-away') return undefined;
    throw error;
  }
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

function hasBundle(head: FeedHead): head is FeedHead & { bundleHash: string } {
  return head.bundleHash !== null;
}

function problemWith(head: FeedHead, { epoch, cursor }: FeedRequest): ProblemError | undefined {
  if (!hasBundle(head)) return undefined;
  if (epoch !== head.epoch) return new ProblemError('epoch-changed', 'The centre has begun a new epoch. Take a new snapshot.');
  if (cursor > head.position) return new ProblemError('epoch-changed', `The cursor ${cursor} lies beyond the end of the feed. Take a new snapshot.`);
  return undefined;
}
