import { summarize, type Counters, type LatencySummary } from './counters.ts';
import type { SkippedLines } from './input-receipt.ts';
import type { Answered } from './oracle/answered.ts';
import type { CentralBooks, TillBooks } from './oracle/books.ts';
import type { OperationFaults } from './oracle/compare-operations.ts';
import type { ReplayPlan } from './planned-event.ts';
import { requiredRedemptions } from './redemption-wish.ts';

/** What `--json` prints. Lists of the findings stand in `problems`, the first few of each, in words. */
export interface ReplayReport {
  ok: boolean;
  seed: number;
  receipts: number;
  sales: number;
  cardSales: number;
  returns: number;
  redemptions: number;
  kills: number;
  outageSales: number;
  /** Calls sent again because nobody had answered, and commits that were sent twice on purpose */
  retries: number;
  discountMinor: number;
  pointsEarned: number;
  pointsSpent: number;
  latencyMs: { online: LatencySummary; outage: LatencySummary };
  /** Of an agent after a kill */
  restartMs: LatencySummary;
  journalOps: number;
  centralOps: number;
  lost: number;
  duplicated: number;
  defects: number;
  drift: number;
  differingBalances: number;
  /** A journal that was not `synchronous=FULL` in WAL mode at some start or at the end */
  durabilityFaults: number;
  contradictions: number;
  /** Sales of other goods, for another account, or with other figures than the till was told or told */
  wrongSales: number;
  /** Sums over the returns of a sale that are not the sale */
  wrongReturns: number;
  unexpectedAnswers: number;
  unplannedExits: number;
  journalBreaks: number;
  parked: number;
  goodwill: number;
  undrained: number;
  shownBalances: number;
  doubledCommits: number;
  resentCalls: number;
  /** Answers of the centre that were cut off on their way to a till */
  lostAnswers: number;
  edgeSales: number;
  droppedHolds: number;
  redemptionsRefused: number;
  redemptionsOffline: number;
  outageShare: { sales: number; time: number };
  unmatchedCancellationLines: number;
  skippedLines: SkippedLines;
  skippedReceipts: number;
  durationMs: number;
  problems: string[];
}

export interface ReplayFacts {
  seed: number;
  receipts: number;
  plan: ReplayPlan;
  outageShare: number;
  plannedKills: number;
  counters: Counters;
  answered: Answered;
  tills: readonly TillBooks[];
  central: CentralBooks;
  operationFaults: OperationFaults;
  wrongSales: readonly string[];
  wrongReturns: readonly string[];
  differingBalances: readonly string[];
  shownBalances: number;
  durabilityFaults: readonly string[];
  journalBreaks: readonly string[];
  unplannedExits: number;
  restartsMs: readonly number[];
  /** Tills whose queue did not empty, or that did not stop in good order; in words */
  undrained: readonly string[];
  outageTimeShare: number;
  lostAnswers: number;
  skippedLines: SkippedLines;
  skippedReceipts: number;
  durationMs: number;
}

const shownPerKind = 3;

/** Sums everything up and says whether the run is in order. Pure. */
export function makeReport(facts: ReplayFacts): ReplayReport {
  const { counters, plan, central, operationFaults } = facts;
  const sales = [...facts.answered.sales.values()].flatMap(([first]) => first ?? []);
  const cardSales = sales.filter((sale) => sale.accountId !== undefined).length;
  const redemptions = sales.filter((sale) => sale.pointsSpent > 0).length;
  const sum = (field: 'discountMinor' | 'pointsEarned' | 'pointsSpent'): number => sales.reduce((total, sale) => total + sale[field], 0);
  const returns = facts.answered.returns.size;
  const retries = counters.resentCalls + counters.doubledCommits;

  const broken: [string, readonly string[]][] = [
    ['lost', operationFaults.lost],
    ['duplicated', operationFaults.duplicated],
    ['defect', central.findings.defect],
    ['differing balance', facts.differingBalances],
    ['durability', facts.durabilityFaults],
    ['contradiction', operationFaults.contradictions],
    ['wrong sale', facts.wrongSales],
    ['wrong return', facts.wrongReturns],
    ['unexpected answer', counters.unexpected],
    ['broken journal', facts.journalBreaks],
    ['not drained', facts.undrained],
    ['parked', [...central.notApplied].map(([opId, why]) => `${opId} ${why}`)],
    ['goodwill', central.findings.goodwill],
    ['fork', central.findings.fork],
    ['unplanned exit', facts.unplannedExits === 0 ? [] : [`agents ended ${facts.unplannedExits} times by themselves`]],
    ['missing', missingKinds(facts, { sales: sales.length, cardSales, returns, redemptions, retries })],
  ];
  return {
    ok: broken.every(([, texts]) => texts.length === 0),
    seed: facts.seed,
    receipts: facts.receipts,
    sales: sales.length,
    cardSales,
    returns,
    redemptions,
    kills: counters.kills,
    outageSales: counters.outageSales,
    retries,
    discountMinor: sum('discountMinor'),
    pointsEarned: sum('pointsEarned'),
    pointsSpent: sum('pointsSpent'),
    latencyMs: { online: summarize(counters.latencyMs.online), outage: summarize(counters.latencyMs.outage) },
    restartMs: summarize(facts.restartsMs),
    journalOps: facts.tills.reduce((total, till) => total + till.operations.length, 0),
    centralOps: central.operations.length,
    lost: operationFaults.lost.length,
    duplicated: operationFaults.duplicated.length,
    defects: central.findings.defect.length,
    drift: central.findings.drift.length,
    differingBalances: facts.differingBalances.length,
    durabilityFaults: facts.durabilityFaults.length,
    contradictions: operationFaults.contradictions.length,
    wrongSales: facts.wrongSales.length,
    wrongReturns: facts.wrongReturns.length,
    unexpectedAnswers: counters.unexpected.length,
    unplannedExits: facts.unplannedExits,
    journalBreaks: facts.journalBreaks.length,
    parked: central.notApplied.size,
    goodwill: central.findings.goodwill.length,
    undrained: facts.undrained.length,
    shownBalances: facts.shownBalances,
    doubledCommits: counters.doubledCommits,
    resentCalls: counters.resentCalls,
    lostAnswers: facts.lostAnswers,
    edgeSales: counters.edgeSales,
    droppedHolds: counters.droppedHolds,
    redemptionsRefused: counters.redemptionsRefused,
    redemptionsOffline: counters.redemptionsOffline,
    outageShare: { sales: rounded(sales.length === 0 ? 0 : counters.outageSales / sales.length), time: rounded(facts.outageTimeShare) },
    unmatchedCancellationLines: plan.unmatchedCancellationLines,
    skippedLines: facts.skippedLines,
    skippedReceipts: facts.skippedReceipts,
    durationMs: Math.round(facts.durationMs),
    problems: broken.flatMap(([kind, texts]) => inShort(kind, texts)),
  };
}

/** Every kind of event that was planned must have happened, or the run proves nothing about it. */
function missingKinds(facts: ReplayFacts, done: { sales: number; cardSales: number; returns: number; redemptions: number; retries: number }): string[] {
  const { plan, counters } = facts;
  const missing: string[] = [];
  if (done.sales !== plan.sales) missing.push(`${plan.sales} sales were planned and ${done.sales} done`);
  if (done.returns !== plan.returns) missing.push(`${plan.returns} returns were planned and ${done.returns} done`);
  if (counters.kills !== facts.plannedKills) missing.push(`${facts.plannedKills} kills were planned and ${counters.kills} done`);
  if (facts.outageShare > 0 && counters.outageSales === 0) missing.push('no sale was made in an outage');
  if (plan.doubledCommits > 0 && counters.doubledCommits === 0) missing.push('no commit was sent twice');
  if (done.retries === 0) missing.push('nothing was retried');
  const required = requiredRedemptions(done.cardSales, facts.outageShare);
  // In a long outage fewer sales can redeem than should: then all that could must have tried.
  const isImpossible = counters.redeemableSales < required && counters.redemptionTries === counters.redeemableSales;
  if (done.redemptions < required && !isImpossible) missing.push(`points were spent in ${done.redemptions} of ${done.cardSales} sales with a card, ${required} are asked for`);
  if (done.cardSales > 0 && done.redemptions === 0 && facts.outageShare < 1) missing.push('no points were spent');
  return missing;
}

function inShort(kind: string, texts: readonly string[]): string[] {
  const first = texts.slice(0, shownPerKind).map((text) => `${kind}: ${text}`);
  return texts.length > shownPerKind ? [...first, `${kind}: … and ${texts.length - shownPerKind} more`] : first;
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
