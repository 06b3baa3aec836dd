import type { RedemptionReport } from '../../../sync/central/report-redemption.ts';

/** The report's part about points that are set aside for tills, in lines; what somebody must decide is marked. */
export function linesOfRedemption({ leasedPoints, allowances, oldestUnreturned, goodwillWhy, parked, quarantined }: RedemptionReport): string[] {
  const lines = [
    ...allowances.map(({ state, count, points }) => `  allowances ${state}: ${count}, with ${points} points`),
    ...(oldestUnreturned === undefined ? [] : [
      `  longest not given back: ${oldestUnreturned.points} points at till ${oldestUnreturned.tillId} since ${dayOf(oldestUnreturned.sinceMs)}, used again from ${dayOf(oldestUnreturned.reuseAtMs)}`,
    ]),
    ...goodwillWhy.map(({ cause, why, receipts, points }) => `  ${cause} because of ${why}: ${points} points on ${receipts} receipts`),
    ...parked.map(({ reason, receipts, points }) => `  ✗ ${reason}: ${points} points on ${receipts} receipts wait for a decision (till central parked)`),
    ...(quarantined.receipts === 0 ? [] : [`  second branches say that they spent ${quarantined.points} points on ${quarantined.receipts} receipts, ${quarantined.allowancePoints} of them from allowances`]),
  ];
  return lines.length === 0 ? [] : [`points set aside for tills: ${leasedPoints}`, ...lines];
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16);
}
