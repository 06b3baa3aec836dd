import type { ReplayReport } from './report.ts';

const labelWidth = 22;

/** The report as people read it. */
export function reportText(report: ReplayReport): string {
  const { latencyMs, skippedLines: skipped } = report;
  const latency = (of: ReplayReport['latencyMs']['online']): string => (of.n === 0 ? 'none' : `p50 ${of.p50}  p95 ${of.p95}  p99 ${of.p99}  max ${of.max} ms  (${of.n})`);
  const rows: [string, string][] = [
    ['receipts', `${report.receipts} (left out: ${report.skippedReceipts} receipts; lines: ${skipped.notGoods} no goods, ${skipped.quantityNotPositive} quantity, ${skipped.priceNotPositive + skipped.priceTooFine} price)`],
    ['sales', `${report.sales}, ${report.cardSales} with a card, ${report.outageSales} in outages`],
    ['outages', `${percent(report.outageShare.sales)} of the sales, ${percent(report.outageShare.time)} of the time`],
    ['returns', `${report.returns} (${report.unmatchedCancellationLines} cancelled lines fit no sale)`],
    ['redemptions', `${report.redemptions} (refused ${report.redemptionsRefused}, out of reach ${report.redemptionsOffline}, dropped and taken again ${report.droppedHolds})`],
    ['kills', report.kills === 0 ? '0' : `${report.kills}, started again within ${latency(report.restartMs)}`],
    ['retries', `${report.resentCalls} unanswered calls, ${report.doubledCommits} doubled commits, ${report.lostAnswers} answers of the central lost`],
    ['discount', `${report.discountMinor} minor units`],
    ['points', `${report.pointsEarned} earned, ${report.pointsSpent} spent`],
    ['price + commit, online', latency(latencyMs.online)],
    ['price + commit, outage', latency(latencyMs.outage)],
    ['operations', `${report.journalOps} in the journals, ${report.centralOps} at the central`],
    ['lost', String(report.lost)],
    ['duplicated', String(report.duplicated)],
    ['defects', `${report.defects} (drift ${report.drift}, goodwill ${report.goodwill}, parked ${report.parked})`],
    ['differing balances', `${report.differingBalances} (${report.shownBalances} shown balances compared)`],
    ['durability faults', String(report.durabilityFaults)],
    ['duration', `${(report.durationMs / 1000).toFixed(1)} s, seed ${report.seed}`],
  ];
  const lines = rows.map(([label, value]) => `  ${label.padEnd(labelWidth)}  ${value}`);
  return [...lines, ...report.problems.map((problem) => `✗ ${problem}`), report.ok ? '✓ nothing lost, nothing doubled, every balance agrees' : '✗ the replay failed'].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
