import { describe, expect, test } from 'vitest';
import { newCounters, summarize } from '../../agent/cli/replay/counters.ts';
import { makeReport, type ReplayFacts } from '../../agent/cli/replay/report.ts';
import { reportText } from '../../agent/cli/replay/report-text.ts';
import { answered, centralBooks, tillBooks } from './oracle/hand-made-books.ts';

function facts(): ReplayFacts {
  return {
    seed: 1, receipts: 1, outageShare: 0, plannedKills: 1, outageTimeShare: 0, lostAnswers: 0,
    plan: { tills: [], sales: 1, returns: 1, doubledCommits: 1, unmatchedCancellationLines: 0, outages: [] },
    counters: { ...newCounters(), kills: 1, doubledCommits: 1, redeemableSales: 1, redemptionTries: 1 },
    answered: answered(), tills: [tillBooks()], central: centralBooks(),
    operationFaults: { lost: [], duplicated: [], contradictions: [] }, wrongSales: [], wrongReturns: [],
    differingBalances: [], shownBalances: 1, durabilityFaults: [], journalBreaks: [], unplannedExits: 0, restartsMs: [700, 900], undrained: [],
    skippedLines: { notGoods: 0, quantityNotPositive: 0, priceNotPositive: 0, priceTooFine: 0 }, skippedReceipts: 0, durationMs: 1,
  };
}

test('a run in order is in order, with all the figures', () => {
  const report = makeReport(facts());
  expect(report).toMatchObject({
    ok: true, problems: [], sales: 1, cardSales: 1, returns: 1, redemptions: 1, kills: 1, retries: 1, discountMinor: 5, pointsEarned: 30, pointsSpent: 10,
    restartMs: { p50: 700, max: 900, n: 2 }, journalOps: 3, centralOps: 3, lost: 0, duplicated: 0, defects: 0, drift: 0, differingBalances: 0,
  });
  expect(reportText(report)).toContain('✓ nothing lost');
});

describe('a run fails for each of', () => {
  const cases: [string, Partial<ReplayFacts>, string][] = [
    ['a lost operation', { operationFaults: { lost: ['x'], duplicated: [], contradictions: [] } }, 'lost: x'],
    ['a doubled one', { operationFaults: { lost: [], duplicated: ['x'], contradictions: [] } }, 'duplicated: x'],
    ['a contradiction', { operationFaults: { lost: [], duplicated: [], contradictions: ['x'] } }, 'contradiction: x'],
    ['a sale for another account', { wrongSales: ['x'] }, 'wrong sale: x'],
    ['returns that do not add up to their sale', { wrongReturns: ['x'] }, 'wrong return: x'],
    ['a defect', { central: { ...centralBooks(), findings: { defect: ['x'], drift: [], goodwill: [], fork: [] } } }, 'defect: x'],
    ['a differing balance', { differingBalances: ['x'] }, 'differing balance: x'],
    ['a journal that does not sync', { durabilityFaults: ['x'] }, 'durability: x'],
    ['a broken chain', { journalBreaks: ['x'] }, 'broken journal: x'],
    ['a queue that does not empty', { undrained: ['x'] }, 'not drained: x'],
    ['an agent that ended by itself', { unplannedExits: 2 }, 'unplanned exit: agents ended 2 times by themselves'],
    ['an answer that must not happen', { counters: { ...facts().counters, unexpected: ['x'] } }, 'unexpected answer: x'],
    ['an operation that the central put aside', { central: { ...centralBooks(), notApplied: new Map([['op-x', 'waiting: sale-unknown']]) } }, 'parked: op-x waiting: sale-unknown'],
    ['points that the programme paid itself', { central: { ...centralBooks(), findings: { defect: [], drift: [], goodwill: ['x'], fork: [] } } }, 'goodwill: x'],
    ['a journal with two branches', { central: { ...centralBooks(), findings: { defect: [], drift: [], goodwill: [], fork: ['x'] } } }, 'fork: x'],
    ['returns that were not made', { plan: { ...facts().plan, returns: 2 } }, 'missing: 2 returns were planned and 1 done'],
    ['commits that were not sent twice', { counters: { ...facts().counters, doubledCommits: 0, resentCalls: 1 } }, 'missing: no commit was sent twice'],
    ['a run in which nothing was retried', { counters: { ...facts().counters, doubledCommits: 0 } }, 'missing: nothing was retried'],
    ['sales that were not made', { plan: { ...facts().plan, sales: 2 } }, 'missing: 2 sales were planned and 1 done'],
    ['kills that did not happen', { plannedKills: 3 }, 'missing: 3 kills were planned and 1 done'],
    ['an outage without a sale in it', { outageShare: 0.3 }, 'missing: no sale was made in an outage'],
  ];
  test.each(cases)('%s', (_name, changed, problem) => {
    const report = makeReport({ ...facts(), ...changed });
    expect(report.ok).toBe(false);
    expect(report.problems).toContain(problem);
    expect(reportText(report)).toContain('✗ the replay failed');
  });

  test('too few redemptions, unless no more sales could', () => {
    const sale = { ...answered().sales.get('s1')![0]!, pointsSpent: 0 };
    const none = { ...facts(), answered: { ...answered(), sales: new Map([['s1', [sale]]]) } };
    expect(makeReport({ ...none, counters: { ...none.counters, redeemableSales: 5 } }).problems).toContain('missing: points were spent in 0 of 1 sales with a card, 1 are asked for');
    expect(makeReport({ ...none, counters: { ...none.counters, redeemableSales: 0, redemptionTries: 0 } }).problems).toEqual(['missing: no points were spent']);
    const six = new Map(Array.from({ length: 6 }, (_, place) => [`s${place}`, [{ ...sale, saleId: `s${place}` }]]));
    const tooFew = { ...none, plan: { ...none.plan, sales: 6 }, answered: { ...answered(), sales: six } };
    expect(makeReport({ ...tooFew, counters: { ...none.counters, redeemableSales: 1, redemptionTries: 0 } }).problems).toContain('missing: points were spent in 0 of 6 sales with a card, 2 are asked for');
    const outage = { ...tooFew, outageShare: 0.9, counters: { ...none.counters, outageSales: 1, redeemableSales: 6, redemptionTries: 0 } };
    expect(makeReport(outage).problems).toContain('missing: points were spent in 0 of 6 sales with a card, 1 are asked for');
    expect(makeReport({ ...none, outageShare: 1, counters: { ...none.counters, outageSales: 1, redeemableSales: 0, redemptionTries: 0 } }).ok).toBe(true);
  });
});

test('drift is normal', () => {
  expect(makeReport({ ...facts(), central: { ...centralBooks(), findings: { defect: [], drift: ['x', 'y'], goodwill: [], fork: [] } } })).toMatchObject({ ok: true, drift: 2 });
});

test('only the first problems of a kind are told', () => {
  const report = makeReport({ ...facts(), differingBalances: ['1', '2', '3', '4', '5'] });
  expect(report.differingBalances).toBe(5);
  expect(report.problems).toEqual(['differing balance: 1', 'differing balance: 2', 'differing balance: 3', 'differing balance: … and 2 more']);
});

test('percentiles are those of the nearest rank', () => {
  expect(summarize(Array.from({ length: 100 }, (_, place) => 100 - place))).toEqual({ p50: 50, p95: 95, p99: 99, max: 100, n: 100 });
  expect(summarize([1.234])).toEqual({ p50: 1.23, p95: 1.23, p99: 1.23, max: 1.23, n: 1 });
  expect(summarize([])).toEqual({ p50: 0, p95: 0, p99: 0, max: 0, n: 0 });
});
