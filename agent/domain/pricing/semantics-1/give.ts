import { allocate } from '../../money/allocate.ts';
import type { CompiledPromotion } from '../../promotions/compiled-promotion.ts';
import { compareLines, type WorkingLine } from './working-line.ts';
import type { WorkingSale } from './working-sale.ts';

/** How much of the wanted discount the promotion's own limits over the receipt leave: its ceiling, and what is left of its budget. */
export function withinLimits({ input }: WorkingSale, { id, limits }: CompiledPromotion, wantedMinor: number): number {
  const withinMinor = limits.discountMinor === undefined ? wantedMinor : Math.min(wantedMinor, limits.discountMinor);
  if (limits.budget === undefined) return withinMinor;
  const budget = input.programme?.budgets?.find(({ promotionId }) => promotionId === id);
  if (budget === undefined || withinMinor <= budget.leftMinor) return withinMinor;
  return limits.budget.whenOver === 'cut' ? budget.leftMinor : 0;
}

/** Takes the amounts off the lines; where only `givenMinor` of them may be given, each line gets its share of that. */
export function give(promotion: CompiledPromotion, lines: readonly WorkingLine[], amountsMinor: readonly number[], givenMinor: number): void {
  const given = givenMinor < sumOf(amountsMinor) ? allocate(givenMinor, amountsMinor, before(lines)) : amountsMinor;
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place];
    const amountMinor = given[place] ?? 0;
    if (line !== undefined && amountMinor > 0) takeOff(line, promotion.ordinal, promotion.group.mode === 'best', amountMinor);
  }
}

/** @param ordinal the promotion's, @param isBest its group is of mode `best`: so that it need not be fetched */
export function takeOff(line: WorkingLine, ordinal: number, isBest: boolean, amountMinor: number): void {
  const before = line.given;
  line.leftMinor -= amountMinor;
  line.given = { ordinal, amountMinor, before, isChosen: isBest || before?.isChosen === true };
}

/** The tie-breaker of `allocate` for amounts that go with these lines. */
export function before(lines: readonly WorkingLine[]): (a: number, b: number) => number {
  return (a, b) => {
    const one = lines[a];
    const other = lines[b];
    return one === undefined || other === undefined ? a - b : compareLines(one, other);
  };
}

export function sumOf(amounts: readonly number[]): number {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return sum;
}
