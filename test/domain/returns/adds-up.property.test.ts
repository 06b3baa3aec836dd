import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BasketLine } from '../../../agent/domain/basket/basket.ts';
import { lineGross } from '../../../agent/domain/basket/line-gross.ts';
import type { ReturnRules } from '../../../agent/domain/bundle/bundle.ts';
import type { QuotedReturn } from '../../../agent/domain/operations/operation.ts';
import type { PricedLine } from '../../../agent/domain/pricing/priced-sale.ts';
import type { Amounts, ReturnTerms } from '../../../agent/domain/returns/return-terms.ts';
import { anyCuts, anyRules, returnAll, sumOf } from '../kit/returns.ts';
import { saleOf, saleOfPriced, soldLine } from '../kit/sale.ts';

/** A line at any price, of which some share was paid. */
const anyLine = fc.record({
  quantityMilli: fc.oneof(fc.integer({ min: 1, max: 9 }).map((pieces) => pieces * 1000), fc.integer({ min: 1, max: 5000 })),
  unitPriceMinor: fc.nat({ max: 100_000 }),
  paidShare: fc.nat({ max: 1000 }),
  pointsSpent: fc.nat({ max: 50 }),
  pointsEarned: fc.nat({ max: 500 }),
});
const anySale = fc.record({
  lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
  pending: fc.array(fc.record({ points: fc.nat({ max: 300 }), day: fc.integer({ min: 20, max: 28 }) }), { maxLength: 3 }),
}).map(({ lines, pending }) => {
  const { result } = saleOf(lines.map(({ paidShare, ...line }, index): PricedLine => {
    const grossMinor = lineGross(line);
    const payableMinor = Math.floor((grossMinor * paidShare) / 1000);
    return soldLine({ ...line, lineId: String(index + 1), grossMinor, netMinor: payableMinor, payableMinor });
  }));
  return saleOfPriced({ ...result, accruals: pending.map(({ points, day }, index) => ({ promotionId: `p${index}`, points, availableOn: `2026-11-${day}` })) });
});
/** What any engine may answer: from nothing to the full price, with any points. */
const anyAnswer = fc.option(fc.record({ share: fc.nat({ max: 1000 }), pointsSpent: fc.nat({ max: 300 }), pointsEarned: fc.nat({ max: 3000 }) }), { freq: 6 });
const anyStep = fc.record({ rules: anyRules, answer: anyAnswer, availablePoints: fc.integer({ min: -100, max: 500 }), day: fc.integer({ min: 19, max: 29 }) });
const anySteps = fc.array(anyStep, { minLength: 1, maxLength: 8 });
type Step = { rules: ReturnRules; answer: { share: number; pointsSpent: number; pointsEarned: number } | null; availablePoints: number; day: number };

test('a sale and all its returns are zero, by whatever rules and prices each return was made', () => {
  fc.assert(fc.property(anySale, anyCuts, anySteps, (sale, plan, steps) => {
    const returns = returnAll(sale, plan, (index) => termsOf(steps[index % steps.length]!));
    expect(sumOf(returns.map(({ refundMinor }) => refundMinor))).toBe(sale.result.payableMinor);
    expect(sumOf(returns.map(({ pointsGivenBack }) => pointsGivenBack))).toBe(sale.result.pointsSpent);
    expect(sumOf(returns.map(dueOf))).toBe(sale.result.pointsEarned);
  }), { numRuns: 2000 });
});

test('the lines of a return add up to it, none is negative, and it gives back no more than its goods cost before discounts', () => {
  fc.assert(fc.property(anySale, anyCuts, anySteps, (sale, plan, steps) => {
    const sold = new Map(sale.result.lines.map((line) => [line.lineId, line]));
    for (const returned of returnAll(sale, plan, (index) => termsOf(steps[index % steps.length]!))) {
      const { lines } = returned;
      for (const name of ['refundMinor', 'pointsGivenBack', 'pointsTakenBack'] as const) expect(sumOf(lines.map((line) => line[name]))).toBe(returned[name]);
      expect(sumOf(lines.map(({ pointsShortfall = 0 }) => pointsShortfall))).toBe(returned.pointsShortfall ?? 0);
      expect(lines.every((line) => line.refundMinor >= 0 && line.pointsGivenBack >= 0 && line.pointsTakenBack >= 0 && (line.pointsShortfall ?? 1) > 0)).toBe(true);
      // One minor unit of rounding: shares of parts are cut between whole units.
      expect(lines.every(({ lineId, quantityMilli, refundMinor }) => refundMinor <= lineGross({ unitPriceMinor: sold.get(lineId)!.unitPriceMinor, quantityMilli }) + 1)).toBe(true);
    }
  }), { numRuns: 1000 });
});

test('each policy takes back all that it may, and no more', () => {
  fc.assert(fc.property(anySale, anyCuts, anySteps, (sale, plan, steps) => {
    const pending = new Map(sale.result.accruals!.map((accrual) => [accrual.promotionId, { ...accrual }]));
    for (const [index, returned] of returnAll(sale, plan, (at) => termsOf(steps[at % steps.length]!)).entries()) {
      const { rules, availablePoints, day } = steps[index % steps.length]!;
      const { pointsTakenBack, pointsGivenBack, pointsTakenFrom = [] } = returned;
      const stillPending = [...pending.values()].filter(({ availableOn }) => availableOn! > `2026-11-${day}`);
      const mayTake = {
        allow_negative: Infinity,
        within_balance: Math.max(0, availablePoints + pointsGivenBack),
        only_pending: sumOf(stillPending.map(({ points }) => points)),
      }[rules.pointsPolicy];
      expect(pointsTakenBack).toBe(Math.min(dueOf(returned), mayTake));
      expect(sumOf(pointsTakenFrom.map(({ points }) => points))).toBe(rules.pointsPolicy === 'only_pending' ? pointsTakenBack : 0);
      expect(stillPending.map(({ promotionId }) => promotionId)).toEqual(expect.arrayContaining(pointsTakenFrom.map(({ promotionId }) => promotionId)));
      for (const { promotionId, points } of pointsTakenFrom) pending.get(promotionId)!.points -= points;
      expect([...pending.values()].every(({ points }) => points >= 0)).toBe(true);
    }
  }), { numRuns: 1000 });
});

function termsOf({ rules, answer, availablePoints, day }: Step): ReturnTerms {
  return { rules, availablePoints, today: `2026-11-${day}`, reprice: (kept) => (answer === null ? undefined : costsOf(kept, answer)) };
}

function costsOf(kept: readonly BasketLine[], { share, ...points }: NonNullable<Step['answer']>): Amounts {
  return { payableMinor: sumOf(kept.map((line) => Math.floor((lineGross(line) * share) / 1000))), ...points };
}

function dueOf({ pointsTakenBack, pointsShortfall = 0 }: QuotedReturn): number {
  return pointsTakenBack + pointsShortfall;
}
