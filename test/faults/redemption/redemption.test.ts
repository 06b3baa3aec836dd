import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeMigratedDatabase } from '../../central/kit/place-database.ts';
import { databaseOf } from '../../central/kit/database-of.ts';
import { testTime } from '../../central/kit/test-shop.ts';
import { dropDatabase } from '../../kit/postgres/test-databases.ts';
import { runPart } from '../kit/run-part.ts';
import { openModelCentre, type ModelCentre } from './centre.ts';
import { policyNames } from './programme.ts';
import { plots } from './plots.ts';
import { redemption } from './redemption.ts';
import { customersOf, runHistory } from './run-history.ts';
import { shorten, told } from './shorten.ts';
import { clockFaults, type Step } from './step.ts';

const places = 400;
const index = fc.integer({ min: 0, max: 5 });
const spend = fc.constantFrom(0, 60, 150, 300, 700);

/** Ordered so that what shrinks goes towards plain sales. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constantFrom('sell' as const, 'open' as const), till: index, customer: fc.integer({ min: 0, max: 2 }), spend }), weight: 6 },
  { arbitrary: fc.record({ do: fc.constantFrom('push' as const, 'pull' as const), till: index }), weight: 6 },
  { arbitrary: fc.record({ do: fc.constantFrom('commit' as const, 'drop' as const, 'cancel' as const, 'commit-stale' as const, 'give-back' as const), till: index, sale: index }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constant('wire' as const), till: index, state: fc.constantFrom('up' as const, 'cut' as const, 'lost' as const) }), weight: 2 },
  { arbitrary: fc.constant({ do: 'jobs' as const }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constantFrom('centre-backup' as const, 'centre-restore' as const) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 20, 400, 4_000, 9_000) }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constantFrom('crash' as const, 'backup' as const, 'clone' as const, 'restore' as const, 'enrol-again' as const), till: index }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('clock' as const), till: index, fault: fc.constantFrom(...clockFaults) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('policy' as const), policy: fc.constantFrom(...policyNames) }), weight: 1 },
);

describe('points spent at many tills', () => {
  const folder = mkdtempSync(join(tmpdir(), 'till-redemption-'));
  const home = join(folder, 'central');
  const customers = customersOf(places);
  let centre: ModelCentre;
  let place = 0;
  beforeAll(async () => {
    mkdirSync(home);
    await placeMigratedDatabase(join(home, 'pg'));
    centre = await openModelCentre({ home, ...databaseOf(home), accounts: customers, nowMs: testTime.instantMs });
  });
  afterAll(async () => {
    await centre.close();
    const { database } = databaseOf(home);
    if (database !== undefined) await dropDatabase(database.url);
    rmSync(folder, { recursive: true, force: true });
  });

  const failuresOf = async (steps: readonly Step[]): Promise<string[]> => {
    place += 1;
    return (await runHistory({ centre, folder, place: place - 1, customers, steps, isCalm: false })).failures;
  };

  it('never take more than there is, whatever befalls them', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 25 }), async (steps) => {
      centre.errors.length = 0;
      expect(await failuresOf(steps)).toEqual([]);
    }), { numRuns: 8, seed: 20_261_122, endOnFailure: false, interruptAfterTimeLimit: 60_000 });
  });

  it('are found out where the books are wrong', async () => {
    const [account] = customers.slice(place * 3);
    await centre.db.query("INSERT INTO ledger_entry (account_id, programme_id, bucket, amount_minor, op_id, at_ms) VALUES ($1, 'test', 'available', 5, 'forged', 0)", [account?.accountId ?? '']);
    expect(await failuresOf([])).toEqual(expect.arrayContaining(['the postings of forged do not sum to zero', `account ${account?.accountId} is not what its ledger says`]));
    await centre.db.query("DELETE FROM ledger_entry WHERE op_id = 'forged'");
  });
});

describe('a history that fails', () => {
  it('is shortened to the steps that matter, and told as one line', async () => {
    const steps: Step[] = [{ do: 'jobs' }, { do: 'pass', minutes: 3 }, { do: 'jobs' }, { do: 'push', till: 1 }, { do: 'jobs' }];
    const shortest = await shorten(steps, (fewer) => Promise.resolve(fewer.some((step) => step.do === 'push') && fewer.some((step) => step.do === 'pass')), () => true);
    expect(told(shortest)).toBe('pass minutes 3 · push till 1');
  });
});

describe('npm run faults -- redemption', () => {
  it('plays every plot and some calm and wild histories through, in a small size', async () => {
    const result = await runPart(redemption({ histories: 3, steps: 30, shortenMs: 1_000 }), 5, () => undefined);
    expect(result.failures).toEqual([]);
    expect(result.counts).toMatchObject({ plots: 2 * plots.length, histories: 3, sell: expect.any(Number), push: expect.any(Number) });
  });
});
