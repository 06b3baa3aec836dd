import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { CentralLog } from '../central-log.ts';
import type { Announcements } from './database.ts';
import type { PostgresPool } from './postgres-pool.ts';

const channel = 'loyalty_till_change';
/** Many changes in this time are announced once: each announcement wakes every process. */
const announceEveryMs = 20;
const firstPauseMs = 100;
const maxPauseMs = 5_000;

/**
 * LISTEN and NOTIFY over a connection of its own, which is made again whenever it breaks:
 *
 *   connecting ──► listening ──► broken ──► (pause) ──► connecting
 *        └──── fails ─────────────┘
 */
export function announceOverPostgres(url: string, pool: PostgresPool, log: CentralLog): Announcements & { close(): Promise<void> } {
  const own = randomUUID();
  const closing = new AbortController();
  let onChange: () => void = () => undefined;
  let isConnected = false;
  let running = Promise.resolve();
  let due: NodeJS.Timeout | undefined;

  /** Ends when the connection does. */
  const listenOnce = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000, application_name: 'loyalty-till central, announcements' });
    const broken = new Promise<void>((resolve) => {
      client.on('error', () => resolve()).on('end', () => resolve());
      closing.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('notification', ({ payload }) => {
      if (payload !== own) onChange();
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      isConnected = true;
      // what was announced while nobody listened
      onChange();
      await broken;
    } finally {
      isConnected = false;
      await client.end().catch(() => undefined);
    }
  };
  const tell = async (): Promise<void> => {
    due = undefined;
    // one that gets lost is found by asking
    await pool.query('SELECT pg_notify($1, $2)', [channel, own]).catch(() => undefined);
  };
  const keepListening = async (): Promise<void> => {
    let pauseMs = firstPauseMs;
    while (!closing.signal.aborted) {
      const startedAt = performance.now();
      await listenOnce().catch((error: unknown) => log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'announcements of other processes cannot be heard; the database is asked instead'));
      if (performance.now() - startedAt > maxPauseMs) pauseMs = firstPauseMs;
      await sleep(Math.random() * pauseMs, undefined, { signal: closing.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, maxPauseMs);
    }
  };
  return {
    get isConnected() {
      return isConnected;
    },
    announce() {
      if (closing.signal.aborted) return;
      due ??= setTimeout(() => void tell(), announceEveryMs);
    },
    listen(listener) {
      onChange = listener;
      running = keepListening();
    },
    async close() {
      closing.abort();
      clearTimeout(due);
      if (due !== undefined) await tell();
      await running;
    },
  };
}
