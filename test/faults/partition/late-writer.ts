import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { testJournal, type TestJournal } from '../../central/kit/test-journal.ts';
import { compileTestBundle, testSale } from '../../central/kit/test-sale.ts';
import { testBundle, writeShopFolder, anna, boris } from '../../central/kit/test-shop.ts';
import { makeTillKeys, testTill, type TestTill } from '../../central/kit/test-till.ts';
import { enrol } from '../../../sync/engine/enrol.ts';
import { createDatabase } from '../../kit/postgres/test-databases.ts';
import { CentralChild } from '../kit/central-child.ts';
import type { PartContext, PartResult } from '../part.ts';

const lateS = 0.6;
const headStartMs = 150;

/**
 * Two writers of the feed at two centrals: the first has taken its position and commits late, the second begins after it. A reader who follows the feed by its cursor all the time must not pass
 * over the first one's change. The lateness comes from the database (a deferred trigger that sleeps), so that the centrals run as they are.
 */
export async function lateWriter(rounds: number, serverUrl: string, { folder, tell }: PartContext, result: PartResult): Promise<void> {
  if (rounds === 0) return;
  tell(`a writer of the feed commits late, ${rounds} times`);
  const postgresUrl = await createDatabase(serverUrl);
  const home = join(folder, 'late-central');
  mkdirSync(home);
  const bundle = testBundle();
  const compiled = compileTestBundle(bundle);
  const shopFolder = writeShopFolder(join(folder, 'late-shop'), bundle);
  const centrals: CentralChild[] = [];
  const stop = new AbortController();
  try {
    for (const name of ['one', 'other']) centrals.push(await CentralChild.start({ database: { home, postgresUrl }, shopFolder, logFile: join(folder, `late-${name}.log`) }));
    const [late, prompt] = [await writer(centrals[0], 'till-late'), await writer(centrals[1], 'till-prompt')];
    await sleepAtCommitOf(postgresUrl, late.journal.journalId);
    const reader = followFeed(prompt.till, stop.signal);
    for (let round = 1; round <= rounds; round += 1) {
      late.journal.append('sale-committed', { ...testSale(compiled, { customer: anna }), tillId: 'till-late' });
      prompt.journal.append('sale-committed', { ...testSale(compiled, { customer: boris }), tillId: 'till-prompt' });
      const first = late.till.push(late.journal, late.journal.operations.slice(-1));
      await sleep(headStartMs);
      const answers = [await prompt.till.push(prompt.journal, prompt.journal.operations.slice(-1)), await first];
      for (const { status, body } of answers) if (status !== 200) result.failures.push(`a push of the late writer's round was answered ${status} ${body.code ?? ''}`);
    }
    await sleep(headStartMs);
    stop.abort();
    const followed = await reader;
    const atOnce = (await readFeed(prompt.till, 0, 0)).accounts;
    for (const { accountId, availablePoints } of atOnce) {
      const seen = followed.points.get(accountId);
      if (seen !== availablePoints) result.failures.push(`${accountId} has ${availablePoints} points, and who followed the feed by its cursor has ${seen ?? 'none'}`);
    }
    Object.assign(result.counts, { lateWriters: rounds, feedPolls: followed.polls });
  } finally {
    stop.abort();
    for (const central of centrals) await central.kill();
  }
}

async function writer(central: CentralChild | undefined, name: string): Promise<{ till: TestTill; journal: TestJournal }> {
  if (central === undefined) throw new Error('two centrals were started');
  const keys = makeTillKeys();
  const identity = await enrol({ centralUrl: central.url, code: await central.enrolmentCode(name), publicKeyDerBase64: keys.publicKey });
  return { till: testTill(central.url, identity, keys), journal: testJournal() };
}

async function sleepAtCommitOf(postgresUrl: string, journalId: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(`CREATE FUNCTION sleep_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(${lateS}); RETURN NULL; END $$`);
    await client.query(
      `CREATE CONSTRAINT TRIGGER sleep_at_commit AFTER INSERT ON operation DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW WHEN (NEW.journal_id = ${client.escapeLiteral(journalId)}) EXECUTE FUNCTION sleep_at_commit()`,
    );
  } finally {
    await client.end();
  }
}

/** Asks the feed again and again, always from where the last answer ended, as a till does. */
async function followFeed(till: TestTill, signal: AbortSignal): Promise<{ points: Map<string, number>; polls: number }> {
  const points = new Map<string, number>();
  let polls = 0;
  for (let cursor = 0; ; polls += 1) {
    const isLast = signal.aborted;
    const answer = await readFeed(till, cursor, 0);
    for (const { accountId, availablePoints } of answer.accounts) points.set(accountId, availablePoints);
    ({ cursor } = answer);
    if (isLast) return { points, polls };
    await sleep(5);
  }
}

async function readFeed(till: TestTill, cursor: number, waitMs: number): Promise<FeedAnswer> {
  const { body: { epoch } } = await till.get<{ epoch: string }>('/till/v1/ping');
  const { status, body } = await till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=${cursor}&limit=5000&waitMs=${waitMs}`);
  if (status !== 200) throw new Error(`the feed was answered ${status} ${body.code ?? ''}`);
  return body;
}
