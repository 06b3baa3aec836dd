import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import type { Reason } from '../../trace.ts';
import type { WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import { mayUse } from '../may-use.ts';
import { discountedBy, lostLines, lostTo } from './lost.ts';
import { nextStepOf } from './next-step.ts';
import { closedLines, floorsOf, isSpent, nothingToTake, ownLimits, receiptCap, unitLimits } from './obstacles.ts';
import { reason } from './reason.ts';
import { packsExactly } from '../units/sets.ts';
import { type Potential, potentialOf, potentialWithoutFloors } from './potential.ts';
import { standAtTurnOf } from './stand.ts';
import type { Taken } from './taken.ts';
import { notApplied, type Told } from './told.ts';
import { unmetBy } from './unmet.ts';

export const setsInTurn = 'room.sets-in-turn';

/** What was taken off before the receipt's cap cut it, and in the end. */
export interface Discounts {
  readonly beforeCap: Taken;
  readonly final: Taken;
}

/** What became of a discount on goods or on the basket. `concerned` are the lines of its goods. */
export function tellDiscount(sale: WorkingSale, { beforeCap, final }: Discounts, promotion: CompiledPromotion, concerned: readonly WorkingLine[]): Told {
  standAtTurnOf(sale, beforeCap, promotion);
  const acted = sale.lines.filter((line) => final.by(promotion, line) > 0);
  if (acted.length === 0) {
    const unmet = unmetBy(sale, promotion);
    if (unmet.length > 0) return notApplied('not-met', unmet);
  }
  const potential = potentialOf(sale, promotion, concerned);
  const unused = concerned.filter((line) => !mayUse(promotion, line, sale.facts));
  if (acted.length > 0) {
    const reasons = [
      ...cutsOf(sale, { beforeCap, final }, promotion, potential),
      ...closedLines(unused),
      ...packedInTurn(sale, promotion, potential),
      ...lostLines(sale, beforeCap, promotion, potential),
      ...(isSpent(sale, promotion, beforeCap.inAll(promotion)) ? [] : nextStepOf(sale, promotion, potential.lines).reasons),
    ];
    return { verdict: 'applied', lines: acted, reasons };
  }
  if (beforeCap.inAll(promotion) > 0) return notApplied('no-room', [receiptCap(sale)]);
  if (potential.givenMinor > 0) return notApplied('lost', lostTo(sale, beforeCap, promotion, potential));
  return whyNothing(sale, beforeCap, promotion, concerned, potential);
}

function whyNothing(sale: WorkingSale, beforeCap: Taken, promotion: CompiledPromotion, concerned: readonly WorkingLine[], potential: Potential): Told {
  if (potential.wantedMinor > 0) return notApplied('no-room', ownLimits(sale, promotion, potential.wantedMinor));
  const closed = closedLines(concerned.filter((line) => !mayUse(promotion, line, sale.facts)));
  if (potential.lines.length === 0) {
    const discounted = discountedBy(sale, beforeCap, promotion, concerned.filter((line) => line.takesDiscounts));
    return discounted.length > 0 ? notApplied('lost', discounted) : notApplied('no-room', closed);
  }
  const { isReached, reasons } = nextStepOf(sale, promotion, potential.lines);
  if (!isReached) return notApplied('no-goods', [...reasons, ...closed]);
  const free = potentialWithoutFloors(sale, promotion, concerned);
  const held = potential.lines.filter((line) => line.takesDiscounts && line.leftMinor <= line.discountFloorMinor);
  if (free.wantedMinor > 0) return notApplied('no-room', floorsOf(sale, held));
  return notApplied('no-room', [nothingToTake(promotion, potential), ...reasons]);
}

/** Sets that were packed one after another, because there were too many ways. */
function packedInTurn({ facts }: WorkingSale, promotion: CompiledPromotion, { lines }: Potential): Reason[] {
  const { reward } = promotion;
  return reward.kind !== 'sets' || packsExactly(promotion, reward, lines, facts) ? [] : [reason(setsInTurn, {})];
}

/** What left the promotion less than it would have given. */
function cutsOf(sale: WorkingSale, { beforeCap, final }: Discounts, promotion: CompiledPromotion, potential: Potential): Reason[] {
  const free = potentialWithoutFloors(sale, promotion, potential.lines);
  const cut = promotion.stage === 'basket' ? potential.lines : potential.lines.filter((_, place) => (free.amountsMinor[place] ?? 0) > (potential.amountsMinor[place] ?? 0));
  return [
    ...(free.wantedMinor > potential.wantedMinor ? floorsOf(sale, cut) : []),
    ...(beforeCap.inAll(promotion) === potential.givenMinor ? ownLimits(sale, promotion, potential.wantedMinor) : []),
    ...unitLimits(promotion, potential.lines),
    ...(final.inAll(promotion) < beforeCap.inAll(promotion) ? [receiptCap(sale)] : []),
  ];
}
