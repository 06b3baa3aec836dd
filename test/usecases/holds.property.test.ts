import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperation } from '../../agent/domain/operations/read-operation.ts';
import { releaseAskedHolds } from '../../agent/usecases/asked-holds.ts';
import { cancelSale } from '../../agent/usecases/cancel-sale.ts';
import { commitSale } from '../../agent/usecases/commit-sale.ts';
import { dropRedemption } from '../../agent/usecases/drop-redemption.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { takeRedemption } from '../../agent/usecases/take-redemption.ts';
import { grant } from './kit/scripted-authority.ts';
import { accountOf, cardNumber, manyMilks, noonMs, openTestTill, twoMilks } from './kit/test-till.ts';
import type { HoldAnswer, HoldRequest } from '../../agent/ports/authority.ts';
import type { TestTill } from './kit/test-till.ts';

type Answer = 'held' | 'refused' | 'ambiguous';
type Step =
  | { do: 'put'; customer: 0 | 1 | 2; lines: typeof manyMilks; late: number }
  | { do: 'take'; points: number }
  | { do: 'answer'; with: Answer }
  | { do: 'commit'; behind: number; withLines: boolean }
  | { do: 'drop' | 'cancel' | 'restart' | 'expire' };

const step: fc.Arbitrary<Step & { sale: number }> = fc.tuple(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), customer: fc.constantFrom(0 as const, 1 as const, 1 as const, 2 as const), lines: fc.constantFrom(manyMilks, twoMilks, []), late: fc.constantFrom(0, 0, 1) }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('take' as const), points: fc.constantFrom(2, 100) }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('answer' as const), with: fc.constantFrom<Answer>('held', 'held', 'refused', 'ambiguous') }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('commit' as const), behind: fc.constantFrom(-1, 0, 0, 1), withLines: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('drop' as const, 'cancel' as const, 'restart' as const, 'expire' as const) }) },
  ),
  fc.nat(1),
).map(([what, sale]) => ({ ...what, sale }));

/** Most of what can go wrong begins with points that are set aside. */
const heldSale: readonly (Step & { sale: number })[] = [
  { do: 'put', customer: 1, lines: manyMilks, late: 0, sale: 0 },
  { do: 'take', points: 100, sale: 0 },
  { do: 'answer', with: 'held', sale: 0 },
];

/** A till whose sales are pulled about while the centre is still thinking, and that dies at any moment. */
describe('points that the centre set aside', () => {
  let test: TestTill;
  let run = 0;
  /** Requests that the centre has not answered, oldest first */
  let asked: { request: HoldRequest; answer: (answer: HoldAnswer) => void }[] = [];
  let takes: Promise<unknown>[] = [];
  /** What the centre has set aside, whether the till heard of it or not */
  let granted: HoldRequest[] = [];

  beforeAll(() => {
    test = openTestTill();
    test.snapshot([accountOf(1, { availablePoints: 1_000_000 }), accountOf(2, { availablePoints: 1_000_000 })]);
    test.authority.answer((request) => new Promise((answer) => void asked.push({ request, answer })));
  });
  afterAll(() => {
    test.close();
  });

  const die = () => {
    granted.push(...asked.map(({ request }) => request));
    asked = [];
    takes = [];
    test.restart();
    releaseAskedHolds(test.till);
  };
  const answer = async (how: Answer) => {
    const next = asked.shift();
    if (next === undefined) return;
    if (how !== 'refused') granted.push(next.request);
    next.answer(how === 'held' ? grant(next.request) : how === 'ambiguous' ? { outcome: 'unavailable', ambiguous: true } : { outcome: 'refused', reason: 'insufficient-points', availablePoints: 0 });
    await takes.shift();
  };
  const play = async (what: Step, saleId: string): Promise<void> => {
    const { till } = test;
    const revision = till.sales.find(saleId)?.revision ?? 0;
    switch (what.do) {
      case 'put': return void priceSale(till, { saleId, baseRevision: Math.max(0, revision - what.late), lines: what.lines, ...(what.customer === 0 ? {} : { customer: { code: cardNumber(what.customer) } }) });
      case 'take': {
        const before = asked.length;
        const take = takeRedemption(till, { saleId, revision, points: what.points });
        return asked.length > before ? void takes.push(take) : void (await take);
      }
      case 'answer': return answer(what.with);
      case 'commit': return void commitSale(till, { saleId, revision: Math.max(1, revision - what.behind), receipt: { number: saleId }, ...(what.withLines ? { lines: manyMilks, customer: { code: cardNumber(1) } } : {}) });
      case 'drop': return void dropRedemption(till, { saleId, revision });
      case 'cancel': return void cancelSale(till, { saleId, revision });
      case 'expire': test.nowMs += 5_000_000; return undefined;
      case 'restart': return die();
    }
  };

  it('are spent by one receipt, or given back in the journal, or still with their open sale; never two of these', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 16 }), async (steps) => {
        run += 1;
        [asked, takes, granted] = [[], [], []];
        test.nowMs = noonMs;
        const saleIds = [`sale-${run}-a`, `sale-${run}-b`];
        for (const { sale, ...what } of [...heldSale, ...steps]) await play(what, saleIds[sale]!);
        die();
        const written = saleIds.flatMap((saleId) => test.till.journal.operationsOfSale(saleId)).flatMap((stored) => {
          const read = readOperation(stored);
          return read.ok ? read.body : [];
        });
        const spent = written.flatMap((body) => (body.kind === 'sale-committed' ? body.payload.redemption?.holdId ?? [] : []));
        const givenBack = new Set(written.flatMap((body) => (body.kind === 'hold-released' ? body.payload.holdId : [])));
        const open = saleIds.flatMap((saleId) => {
          const sale = test.till.sales.find(saleId);
          return sale?.state === 'in-doubt' ? sale.cover!.hold!.holdId : [];
        });
        for (const { holdId } of granted) {
          const ends = [...spent.filter((id) => id === holdId).map(() => 'spent'), ...(givenBack.has(holdId) ? ['given back'] : []), ...(open.includes(holdId) ? ['open'] : [])];
          expect(ends).toHaveLength(1);
        }
        expect([...spent, ...open].filter((id) => !granted.some(({ holdId }) => holdId === id))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
