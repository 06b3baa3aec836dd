import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { DatabaseUnavailable, TransactionConflict, type Database, type Repeat } from '../../../sync/central/database/database.ts';
import { openPostgres } from '../../../sync/central/database/postgres.ts';
import { PostgresPool } from '../../../sync/central/database/postgres-pool.ts';
import { startFaultProxy, type FaultProxy } from '../../kit/fault-proxy.ts';
import { createDatabase, dropDatabase } from '../../kit/postgres/test-databases.ts';
import { until } from '../../engine/until.ts';
import { quietLog } from '../kit/database-of.ts';

let url: string;
let db: Database;
beforeAll(async () => {
  url = await createDatabase(inject('postgresUrl')!);
  db = await openPostgres({ url, log: quietLog, poolSize: 6 });
  await db.query('CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)');
});
afterAll(async () => {
  await db.close();
  await dropDatabase(url);
});
beforeEach(async () => {
  await db.query('TRUNCATE counter');
  await db.query("INSERT INTO counter VALUES ('a', 0), ('b', 0)");
});
const values = async () => Object.fromEntries((await db.query<{ name: string; value: number }>('SELECT name, value FROM counter')).map(({ name, value }) => [name, value]));
const add = "UPDATE counter SET value = value + 1 WHERE name = $1";

describe('values', () => {
  it('come as numbers and JSON, and go as lists', async () => {
    const rows = await db.query(
      "SELECT $1::bigint AS big, count(*) AS rows, '{\"n\": [1]}'::jsonb AS json, 'b' = ANY($2) AS found, 3 = ANY($3::int[]) AS number, $4::text AS nothing FROM counter",
      [9_007_199_254_740_991, ["it's {b", 'b'], [1, 3], null],
    );
    expect(rows).toEqual([{ big: 9_007_199_254_740_991, rows: 2, json: { n: [1] }, found: true, number: true, nothing: null }]);
  });

  it('never come rounded', async () => {
    await expect(db.query('SELECT 9007199254740993::bigint AS big')).rejects.toThrow('too large');
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a transaction', () => {
  it('leaves nothing behind where its work throws', async () => {
    await expect(db.transaction(async (tx) => {
      await tx.query(add, ['a']);
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await values()).toEqual({ a: 0, b: 0 });
  });

  it('that goes on after a failed statement does not pass for done', async () => {
    await expect(db.transaction(async (tx) => {
      await tx.query(add, ['a']);
      await tx.query('SELECT 1/0').catch(() => undefined);
    })).rejects.toThrow('ROLLBACK');
    expect(await values()).toEqual({ a: 0, b: 0 });
  });

  it('runs again after a deadlock, and each is done once', async () => {
    let runs = 0;
    let meeting: (() => void) | undefined;
    const both = new Promise<void>((resolve) => (meeting = resolve));
    let arrived = 0;
    const cross = async (first: string, second: string) =>
      await db.transaction(async (tx) => {
        runs += 1;
        await tx.query(add, [first]);
        if ((arrived += 1) === 2) meeting?.();
        await both;
        await tx.query(add, [second]);
      });
    await Promise.all([cross('a', 'b'), cross('b', 'a')]);
    // on a busy machine the one that was undone may be back before the other has gone on, and they meet again
    expect(runs).toBeGreaterThanOrEqual(3);
    expect(await values()).toEqual({ a: 2, b: 2 });
  });

  it('of which another was first with the same id runs once more, and sees it', async () => {
    const insert = async () => await db.transaction(async (tx) => {
      const known = await tx.query("SELECT 1 FROM counter WHERE name = 'c'");
      if (known.length > 0) return 'second';
      await tx.query("INSERT INTO counter VALUES ('c', 0)");
      await tx.query('SELECT pg_sleep(0.05)');
      return 'first';
    });
    expect((await Promise.all([insert(), insert()])).sort()).toEqual(['first', 'second']);
  });

  it('gives up after a few conflicts', async () => {
    let runs = 0;
    await expect(db.transaction(async () => {
      runs += 1;
      return await Promise.reject(new TransactionConflict('always'));
    })).rejects.toThrow('always');
    expect(runs).toBe(5);
  });

  it('waits for a lock no longer than it may, and says that the database is busy', async () => {
    const hasty = new PostgresPool(url, { size: 1, statementTimeoutMs: 30_000, lockTimeoutMs: 50, waitTimeoutMs: 10_000, onIdleFault: () => undefined });
    await db.transaction(async (tx) => {
      await tx.query(add, ['a']);
      await expect(hasty.transaction((other) => other.query(add, ['a']), 'READ COMMITTED', 'undone')).rejects.toThrow(DatabaseUnavailable);
    });
    await hasty.close();
  });
});

describe('a long read', () => {
  it('sees one moment, and keeps no transaction waiting, not even where all that may run do', async () => {
    let go: (() => void) | undefined;
    const gone = new Promise<void>((resolve) => (go = resolve));
    let reading = 0;
    const read = async () => await db.longRead(async (tx) => {
      const before = await tx.query('SELECT value FROM counter ORDER BY name');
      reading += 1;
      await gone;
      return [before, await tx.query('SELECT value FROM counter ORDER BY name')];
    });
    const reads = [read(), read()];
    await until(() => reading === 2, 'both readers');
    const third = read();
    for (let count = 0; count < 5; count += 1) await db.transaction((tx) => tx.query(add, ['a']));
    expect(reading).toBe(2);
    go?.();
    for (const [before, after] of await Promise.all(reads)) expect(after).toEqual(before);
    expect(await third).toEqual([[{ value: 5 }, { value: 0 }], [{ value: 5 }, { value: 0 }]]);
  });
});

describe('a connection that breaks', () => {
  let proxy: FaultProxy;
  let pool: PostgresPool;
  beforeEach(async () => {
    proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(url).port) });
    const through = new URL(url);
    through.port = new URL(proxy.url).port;
    pool = new PostgresPool(through.href, { size: 2, statementTimeoutMs: 30_000, lockTimeoutMs: 10_000, waitTimeoutMs: 10_000, onIdleFault: () => undefined });
    return async () => {
      await pool.close();
      await proxy.close();
    };
  });
  const cutAll = async () => {
    await proxy.set('reset');
    await proxy.set('pass');
  };
  /** Adds one, and breaks the connection once, at this moment. */
  const addBreaking = async (when: 'before' | 'after' | 'never', repeat: Repeat) => {
    let runs = 0;
    const result = await pool.transaction(async (tx) => {
      runs += 1;
      await tx.query(add, ['a']);
      if (runs === 1 && when === 'before') await cutAll();
      await tx.query(add, ['b']);
    }, 'READ COMMITTED', repeat).then(() => 'done', (error: unknown) => (error instanceof DatabaseUnavailable ? 'unavailable' : String(error)));
    return { result, runs };
  };

  it('before the commit leaves nothing, and the work runs again on another', async () => {
    expect(await addBreaking('before', 'undone')).toEqual({ result: 'done', runs: 2 });
    expect(await values()).toEqual({ a: 1, b: 1 });
  });

  it('is a fault where the work does something outside the transaction too', async () => {
    expect(await addBreaking('before', 'never')).toEqual({ result: 'unavailable', runs: 1 });
    expect(await values()).toMatchObject({ a: 0 });
  });

  it.each([['undone', 'unavailable', 1], ['idempotent', 'done', 2]] as const)('while the commit is answered is, for work that is %s, %s', async (repeat, result, runs) => {
    let seen = 0;
    const outcome = pool.transaction(async (tx) => {
      seen += 1;
      await tx.query("UPDATE counter SET value = 1 WHERE name = 'a'");
      if (seen === 1) proxy.cutNext({ when: 'COMMIT', direction: 'from-target', afterBytes: 0 });
    }, 'READ COMMITTED', repeat).then(() => 'done', (error: unknown) => (error instanceof DatabaseUnavailable ? 'unavailable' : String(error)));
    expect(await outcome).toBe(result);
    expect(seen).toBe(runs);
    expect(await values()).toMatchObject({ a: 1 });
  });

  it('is a database that is away where it stays away, and the same pool works when it is back', async () => {
    await pool.query('SELECT 1 AS one');
    await proxy.set('refuse');
    await expect(pool.transaction((tx) => tx.query(add, ['a']), 'READ COMMITTED', 'idempotent')).rejects.toThrow(DatabaseUnavailable);
    await expect(pool.query('SELECT 1 AS one')).rejects.toThrow(DatabaseUnavailable);
    await proxy.set('pass');
    expect(await pool.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('announcements', () => {
  it('reach the others and not oneself, and one that may have been missed counts as one', async () => {
    const [mine, other] = await Promise.all([openPostgres({ url, log: quietLog }), openPostgres({ url, log: quietLog })]);
    const heard = { mine: 0, other: 0 };
    mine.announcements!.listen(() => (heard.mine += 1));
    other.announcements!.listen(() => (heard.other += 1));
    await until(() => mine.announcements!.isConnected && other.announcements!.isConnected, 'both listening');
    const before = { ...heard };
    for (let count = 0; count < 50; count += 1) mine.announcements!.announce();
    await until(() => heard.other > before.other, 'the announcement');
    await db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%announcements'");
    await until(() => !other.announcements!.isConnected, 'the broken connection');
    const missed = heard.other;
    await until(() => other.announcements!.isConnected && mine.announcements!.isConnected, 'the next connection');
    expect(heard.other).toBeGreaterThan(missed);
    // once when it listened, once when it listened again: never its own
    expect(heard.mine).toBe(before.mine + 1);
    await Promise.all([mine.close(), other.close()]);
  });
});
