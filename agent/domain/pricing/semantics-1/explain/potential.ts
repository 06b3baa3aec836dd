import { type CompiledPromotion, concernsLine } from '../../../promotions/compiled-promotion.ts';
import type { BasketReward, UnitsReward } from '../../../promotions/stages.ts';
import { wantedDiscount } from '../basket-stage.ts';
import { basketSumOf } from '../basket-sums.ts';
import { sumOf, withinLimits } from '../give.ts';
import { lineDiscount } from '../line-stage.ts';
import { mayUse } from '../may-use.ts';
import { proposeUnits } from '../units/propose-units.ts';
import { roomOf, type WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';

/** What a discount on goods or on the basket would give if nothing stood against it, with the lines as they stand. */
export interface Potential {
  /** Its lines that it may act on now */
  readonly lines: readonly WorkingLine[];
  /** Goes with `lines`; for a promotion on the basket all that it could take of each */
  readonly amountsMinor: readonly number[];
  readonly wantedMinor: number;
  /** Of it what the promotion's own limits leave */
  readonly givenMinor: number;
}

export function potentialOf(sale: WorkingSale, promotion: CompiledPromotion, concerned: readonly WorkingLine[]): Potential {
  const lines = concerned.filter((line) => mayUse(promotion, line, sale.facts) && concernsLine(promotion, line, sale.facts));
  const { amountsMinor, wantedMinor } = lines.length === 0 ? nothing : wantedBy(sale, promotion, lines);
  return { lines, amountsMinor, wantedMinor, givenMinor: promotion.stage === 'line' ? wantedMinor : withinLimits(sale, promotion, wantedMinor) };
}

/** The same with no floor under any line. */
export function potentialWithoutFloors(sale: WorkingSale, promotion: CompiledPromotion, concerned: readonly WorkingLine[]): Potential {
  return potentialOf(sale, promotion, concerned.map((line) => ({ ...line, discountFloorMinor: 0 })));
}

type Wanted = Pick<Potential, 'amountsMinor' | 'wantedMinor'>;
const nothing: Wanted = { amountsMinor: [], wantedMinor: 0 };

function wantedBy(sale: WorkingSale, promotion: CompiledPromotion, lines: readonly WorkingLine[]): Wanted {
  const { stage } = promotion;
  if (stage === 'units') {
    const proposal = proposeUnits(promotion as CompiledPromotion<UnitsReward>, lines, sale.facts);
    const amountOf = new Map(proposal?.lines.map((line, place) => [line, proposal.amountsMinor[place] ?? 0]));
    const amountsMinor = lines.map((line) => amountOf.get(line) ?? 0);
    return { amountsMinor, wantedMinor: sumOf(amountsMinor) };
  }
  if (stage === 'basket') {
    const sum = basketSumOf(lines);
    return { amountsMinor: lines.map(roomOf), wantedMinor: Math.min(wantedDiscount(promotion.reward as BasketReward, sum), sum.roomMinor) };
  }
  const amountsMinor = lines.map((line) => lineDiscount(promotion, line));
  return { amountsMinor, wantedMinor: sumOf(amountsMinor) };
}
