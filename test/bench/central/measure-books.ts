import { randomUUID } from 'node:crypto';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { createBundleLibrary } from '../../../sync/central/bundle-library.ts';
import type { Database } from '../../../sync/central/database/database.ts';
import { FeedReader } from '../../../sync/central/feed-reader.ts';
import { requestHold } from '../../../sync/central/holds.ts';
import { runJobs } from '../../../sync/central/jobs/run-jobs.ts';
import type { SealingKeys } from '../../../sync/central/profiles/sealing-keys.ts';
import { receivePush } from '../../../sync/central/push/receive-push.ts';
import { readReport } from '../../../sync/central/report.ts';
import { saveTill, type Till } from '../../../sync/central/tills.ts';
import { quietLog } from '../../central/kit/database-of.ts';
import { testJournal } from '../../central/kit/test-journal.ts';
import { testSale } from '../../central/kit/test-sale.ts';
import { makeTillKeys, testTill } from '../../central/kit/test-till.ts';
import { median } from '../quantile.ts';
import { rounded } from '../bench-result.ts';

/** Milliseconds, medians */
export interface BooksCost {
  /** A batch of 500 sales to 500 customers */
  push: number;
  hold: number;
  /** 500 accounts of the change feed */
  feedPage: number;
  jobs: number;
  report: number;
}

const rounds = 5;

/** What the centre's work costs on these books, in this process and without HTTP. `accounts` of `fillLedger` are in them. */
export async function measureBooks(db: Database, { compiled, sealing }: { compiled: CompiledBundle; sealing: SealingKeys }, accounts: number): Promise<BooksCost> {
  const library = createBundleLibrary();
  const keys = makeTillKeys();
  const till: Till = { tillId: `bench-${randomUUID()}`, name: 'bench', storeId: 'store-1', publicKey: keys.publicKey };
  await saveTill(db, till, till.tillId, Date.now());
  const enrolled = { tillId: till.tillId, tillName: till.name, storeId: till.storeId, token: till.tillId, rootPublicKey: '', keyId: '' };
  const journal = testJournal();
  // a step without a common divisor with any of the sizes goes round all accounts
  let met = 0;
  const nextAccount = () => 1 + ((met += 7_919) % accounts);
  const push = async () => {
    const first = journal.operations.length;
    for (let sale = 0; sale < 500; sale += 1) {
      const account = nextAccount();
      const customer = { accountId: `bulk-${account}`, tier: 'base', openingPoints: 100, cards: [{ number: String(5_000_000_000_000 + account), state: 'active' as const }] };
      journal.append('sale-committed', { ...testSale(compiled, { customer }), tillId: till.tillId });
    }
    const batch = testTill('', enrolled, keys).batch(journal, journal.operations.slice(first));
    return await timed(() => receivePush({ db, library, sealing, nowMs: Date.now(), log: quietLog }, till, { ...batch, protocol: 2, operations: [...batch.operations] }));
  };
  const hold = async () => {
    const account = nextAccount();
    return await timed(() => requestHold({ db, library }, {
      protocol: 2, holdId: randomUUID(), saleId: randomUUID(), accountId: `bulk-${account}`, cardNumber: String(5_000_000_000_000 + account), points: 1, holdSeconds: 600,
    }, Date.now(), till.tillId));
  };
  const reader = new FeedReader(db);
  const feedPage = async () => {
    const [head] = await db.query<{ position: number; epoch: string }>("SELECT position, (SELECT value FROM meta WHERE key = 'epoch') AS epoch FROM feed_head");
    return await timed(() => reader.read({ epoch: head?.epoch ?? '', journalId: journal.journalId, tillId: till.tillId, cursor: (head?.position ?? 0) - 500, limit: 500, protocol: 2 }));
  };
  return {
    push: await repeated(push),
    hold: await repeated(hold),
    feedPage: await repeated(feedPage),
    jobs: await repeated(() => timed(() => runJobs({ db, library }, Date.now()))),
    report: await repeated(() => timed(() => readReport(db, Date.now()))),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

/** The first one is left out: plans and pages come with it. */
async function repeated(work: () => Promise<number>): Promise<number> {
  await work();
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) took.push(await work());
  return rounded(median(took));
}
