import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperation } from '../../agent/domain/operations/read-operation.ts';
import { releaseAskedHolds } from '../../agent/usecases/asked-holds.ts';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { dropRedemption } from '../../agent/usecases/drop-redemption.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { returnAllowances } from '../../agent/usecases/return-allowances.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { allowanceFor, allowancePolicy, redemptionWith } from './kit/allowances.ts';
import { accountOf, cardNumber, manyMilks, openTestTill, twoMilks } from './kit/test-till.ts';
import type { TestTill } from './kit/test-till.ts';

type Step =
  | { do: 'put'; lines: typeof manyMilks; late: number }
  | { do: 'take'; points: number }
  | { do: 'commit'; behind: number; withLines: boolean }
  | { do: 'link'; isReachable: boolean }
  | { do: 'feed'; isRecalled: boolean; isAcknowledged: boolean }
  | { do: 'drop' | 'cancel' | 'restart' | 'return' };

const step: fc.Arbitrary<Step & { sale: number }> = fc.tuple(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), lines: fc.constantFrom(manyMilks, twoMilks), late: fc.constantFrom(0, 0, 1) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('take' as const), points: fc.constantFrom(3, 20, 40, 60) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('commit' as const), behind: fc.constantFrom(-1, 0, 0, 1, 2), withLines: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('link' as const), isReachable: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('feed' as const), isRecalled: fc.boolean(), isAcknowledged: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('drop' as const, 'cancel' as const, 'restart' as const, 'return' as const) }) },
  ),
  fc.nat(2),
).map(([what, sale]) => ({ ...what, sale }));

const granted = 40;

describe('an allowance, whatever happens to sales, contact, till and feed', () => {
  let test: TestTill;
  let run = 0;
  beforeAll(() => {
    test = openTestTill(redemptionWith(allowancePolicy));
  });
  afterAll(() => {
    test.close();
  });

  const allowanceId = () => `allowance-of-${run}`;
  /** A row of the centre as it is after the till's operations up to `seq`. */
  const tell = (seq: number, isRecalled: boolean) => {
    const { spent, returned } = ofAllowance(seq);
    const left = allowanceFor(test, { allowanceId: allowanceId(), points: granted - spent, ...(isRecalled ? { recalled: true as const } : {}) });
    test.snapshot([accountOf(1, { availablePoints: 10, ...(returned.length > 0 ? {} : { allowances: [left] }) })], { journalId: test.till.journal.journalId, seq });
  };
  const ofAllowance = (upTo: number) => {
    const operations = test.till.journal.operationsOfAccount('account-1', 0).filter(({ seq }) => seq <= upTo);
    const bodies = operations.flatMap((stored) => {
      const read = readOperation(stored);
      return read.ok ? [{ ...read.body, seq: stored.seq }] : [];
    });
    const sales = bodies.flatMap((body) => (body.kind === 'sale-committed' && body.payload.redemption?.allowance?.allowanceId === allowanceId() ? [{ seq: body.seq, ...body.payload.redemption.allowance }] : []));
    const returned = bodies.flatMap((body) => (body.kind === 'allowance-returned' && body.payload.allowanceId === allowanceId() ? [{ seq: body.seq, points: body.payload.points }] : []));
    return { sales, returned, spent: sales.reduce((sum, { points }) => sum + points, 0) };
  };
  const play = async (what: Step, saleId: string): Promise<void> => {
    const { till } = test;
    const revision = till.sales.find(saleId)?.revision ?? 0;
    switch (what.do) {
      case 'put': return void priceSale(till, { saleId, baseRevision: Math.max(0, revision - what.late), lines: what.lines, customer: { code: cardNumber(1) } });
      case 'take': return void (await takeRedemption(till, { saleId, revision, points: what.points }));
      case 'commit': return void commitSale(till, { saleId, revision: Math.max(1, revision - what.behind), receipt: { number: saleId }, ...(what.withLines ? { lines: manyMilks, customer: { code: cardNumber(1) } } : {}) });
      case 'link': return test.authority.stand({ isReachable: what.isReachable });
      case 'feed': return tell(what.isAcknowledged ? till.journal.head().seq : 0, what.isRecalled);
      case 'drop': return void dropRedemption(till, { saleId, revision });
      case 'cancel': return void cancelSale(till, { saleId, revision });
      case 'return': return void returnAllowances(till, 9);
      case 'restart':
        test.restart();
        return void releaseAskedHolds(test.till);
    }
  };

  it('never gives more than was granted, is given back once with what is left, and is spent by nobody after that', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        run += 1;
        test.authority.stand({ isReachable: false });
        tell(test.till.journal.head().seq, false);
        for (const { sale, ...what } of steps) await play(what, `sale-${run}-${sale}`);
        const open = test.till.sales.list(['held', 'in-doubt'], 1_000).reduce((sum, { cover }) => sum + (cover?.allowance?.allowanceId === allowanceId() ? cover.allowance.points : 0), 0);
        const { sales, returned, spent } = ofAllowance(Number.MAX_SAFE_INTEGER);
        expect(spent + open + returned.reduce((sum, { points }) => sum + points, 0)).toBeLessThanOrEqual(granted);
        expect(returned.length).toBeLessThanOrEqual(1);
        for (const { seq, points } of returned) {
          expect(points).toBe(granted - spent);
          expect(sales.filter((sale) => sale.seq > seq)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
