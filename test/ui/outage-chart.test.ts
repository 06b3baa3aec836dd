import { describe, expect, it } from 'vitest';
import type { OutageReport, OutageView } from '../../agent/contract/desk.ts';
import { chartOf } from '../../ui/screens/manager/chart-of.ts';

const minuteMs = 60_000;
const none = { count: 0 };
function outageOf(change: Partial<OutageView>): OutageView {
  return {
    kind: 'outage', reason: 'centre-down', words: [], fromMs: 100 * minuteMs, operations: 0, queue: [], sales: { ...none, payableMinor: 0 }, returns: { ...none, refundMinor: 0 }, cards: 0, customers: 0,
    pointsEarned: 0, pointsUnconfirmed: 0, spent: { allowancePoints: 0, riskPoints: 0 }, moneyAtRiskMinor: 0, parked: 0, ...change,
  };
}
const day = (outages: OutageView[]): OutageReport => ({ fromMs: 0, toMs: 1440 * minuteMs, outages });

describe('the picture of outages', () => {
  it('shows a short outage wide: some time before and after it, and no whole day', () => {
    const { fromMs, toMs, bands } = chartOf(day([outageOf({ toMs: 110 * minuteMs, drainMs: 0 })]), 1200, 100);
    expect([fromMs / minuteMs, toMs / minuteMs]).toEqual([99, 111]);
    expect(bands).toEqual([{ x: 100, width: 1000, isDrill: false }]);
  });

  it('lets the queue grow in steps and fall when all was sent', () => {
    const { line, most } = chartOf(day([outageOf({ toMs: 110 * minuteMs, drainMs: 0, queue: [{ atMs: 105 * minuteMs, operations: 1 }, { atMs: 108 * minuteMs, operations: 4 }] })]), 1200, 100);
    expect(most).toBe(4);
    expect(line).toBe('0,98 100,98 100,98 600,98 600,74 900,74 900,2 1100,2 1100,2 1100,2 1100,98 1200,98');
  });

  it('goes on to the end of the report while an outage does, and keeps what is not known to be sent', () => {
    const { toMs, bands, line } = chartOf(day([outageOf({ fromMs: 1430 * minuteMs, kind: 'drill', queue: [{ atMs: 1435 * minuteMs, operations: 2 }] })]), 1100, 100);
    expect(toMs).toBe(1440 * minuteMs);
    expect(bands).toEqual([{ x: 100, width: 1000, isDrill: true }]);
    expect(line.endsWith('1100,2')).toBe(true);
  });

  it('draws a flat line of no outage at all', () => {
    expect(chartOf(day([]), 100, 50)).toMatchObject({ bands: [], most: 0 });
  });
});
