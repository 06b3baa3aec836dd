import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPostgres } from '../../../sync/central/database/postgres.ts';
import { readFeedHead } from '../../../sync/central/feed-head.ts';
import { saveTill } from '../../../sync/central/tills.ts';
import { createHttpClient, type HttpClient } from '../../../sync/engine/http-client.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { quietLog } from '../../central/kit/database-of.ts';
import { testJournal } from '../../central/kit/test-journal.ts';
import { makeTillKeys, testTill } from '../../central/kit/test-till.ts';
import type { BenchShop } from '../sync/bench-shop.ts';
import type { CentralUnderTest } from '../sync/central-under-test.ts';
import { queuedSales } from '../sync/queued-sales.ts';

export interface Polled {
  pushed: number;
  polls: number;
  /** Milliseconds from sending a sale to its verdict */
  pushMs: number[];
}

export interface PollingWish {
  tills: number;
  perSecond: number;
  /** After the warm-up */
  forMs: number;
  /** What came before is not counted: programs are compiled and connections made */
  onWarm: () => void;
}

const warmUpMs = 10_000;
const waitMs = 10_000;
const timeoutMs = 60_000;

/** Tills that wait for news all the time, and push a sale now and then: all together so many a second. */
export async function runPollingTills(central: CentralUnderTest, shop: BenchShop, { tills, perSecond, forMs, onWarm }: PollingWish): Promise<Polled> {
  const keys = makeTillKeys();
  const names = Array.from({ length: tills }, (_, index) => `poller-${tills}-${index}`);
  const start = await enrolByHand(central, names, keys.publicKey);
  const polled: Polled = { pushed: 0, polls: 0, pushMs: [] };
  const done = new AbortController();
  const { signal } = done;
  const one = async (name: string, index: number): Promise<void> => {
    const http = createHttpClient({ centralUrl: central.url, token: name, connectTimeoutMs: timeoutMs });
    const identity = { tillId: name, tillName: name, storeId: 'store-1', token: name, rootPublicKey: '', keyId: '' };
    const till = testTill(central.url, identity, keys);
    const journal = testJournal();
    const nextSale = queuedSales(shop, { tillId: name, index, tills });
    const push = async (): Promise<void> => {
      journal.append('sale-committed', { ...nextSale(), receipt: { number: randomUUID() } });
      const body = JSON.stringify(till.batch(journal, journal.operations.slice(-1)));
      const beganMs = performance.now();
      const answer = await http.call({ method: 'POST', path: '/till/v1/push', body, timeoutMs, signal });
      if (answer.status !== 200) throw new Error(`a push was answered ${answer.status}: ${answer.text}`);
      polled.pushMs.push(performance.now() - beganMs);
      polled.pushed += 1;
    };
    const pushNowAndThen = async (): Promise<void> => {
      const everyMs = (tills / perSecond) * 1_000;
      await sleep(Math.random() * everyMs, undefined, { signal });
      for (;;) {
        await push();
        await sleep(everyMs, undefined, { signal });
      }
    };
    try {
      await Promise.all([poll(http, { journalId: journal.journalId, ...start }, signal, polled), pushNowAndThen()]);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      http.close();
    }
  };
  const running = names.map(one);
  await sleep(warmUpMs);
  onWarm();
  Object.assign(polled, { pushed: 0, polls: 0, pushMs: [] });
  await sleep(forMs);
  done.abort();
  await Promise.all(running);
  return polled;
}

interface Start {
  epoch: string;
  /** The end of the feed: tills come with a snapshot */
  cursor: number;
}

async function poll(http: HttpClient, { journalId, epoch, ...start }: Start & { journalId: string }, signal: AbortSignal, polled: Polled): Promise<void> {
  for (let { cursor } = start; ;) {
    const answer = await http.call({ method: 'GET', path: `/till/v1/feed?journalId=${journalId}&epoch=${epoch}&cursor=${cursor}&limit=500&waitMs=${waitMs}&protocol=2`, timeoutMs, signal });
    if (answer.status !== 200) throw new Error(`the feed answered ${answer.status}: ${answer.text}`);
    ({ cursor } = JSON.parse(answer.text) as FeedAnswer);
    polled.polls += 1;
  }
}

async function enrolByHand({ databaseUrl }: CentralUnderTest, names: readonly string[], publicKey: string): Promise<Start> {
  const db = await openPostgres({ url: databaseUrl, poolSize: 1, log: quietLog });
  try {
    for (const name of names) await saveTill(db, { tillId: name, name, storeId: 'store-1', publicKey }, name, Date.now());
    const { epoch, position } = await readFeedHead(db, { journalIds: [] });
    return { epoch, cursor: position };
  } finally {
    await db.close();
  }
}
