import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import type { Reason } from '../../trace.ts';
import { concerns } from '../gather.ts';
import type { WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import { nextStepOf } from './next-step.ts';
import { closedLines, floorsOf, nothingToTake, ownLimits, receiptCap, unitLimits } from './obstacles.ts';
import { type Potential, potentialOf, potentialWithoutFloors } from './potential.ts';
import { onLines, reason } from './reason.ts';
import { rivalryOf } from './rivalry.ts';
import { standAtTurnOf } from './stand.ts';
import type { Taken } from './taken.ts';
import { notApplied, type Told } from './told.ts';
import { unmetBy } from './unmet.ts';

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
  if (acted.length > 0) {
    const reasons = [
      ...cutsOf(sale, { beforeCap, final }, promotion, potential),
      ...closedLines(concerned),
      ...lostLines(sale, beforeCap, promotion, potential),
      ...nextStepOf(sale, promotion, potential.lines).reasons,
    ];
    return { verdict: 'applied', lines: acted, reasons };
  }
  if (beforeCap.inAll(promotion) > 0) return notApplied('no-room', [receiptCap(sale)]);
  if (potential.givenMinor > 0) return notApplied('lost', lostTo(sale, beforeCap, promotion, potential));
  return whyNothing(sale, beforeCap, promotion, concerned, potential);
}

function whyNothing(sale: WorkingSale, beforeCap: Taken, promotion: CompiledPromotion, concerned: readonly WorkingLine[], potential: Potential): Told {
  if (potential.wantedMinor > 0) return notApplied('no-room', ownLimits(sale, promotion, potential.wantedMinor));
  const closed = closedLines(concerned);
  const discounted = concerned.filter((line) => line.takesDiscounts && !concerns(promotion, line, sale));
  if (potential.lines.length === 0 && discounted.length > 0) return notApplied('lost', byWhom(discounted, (line) => beforeCap.on(line).map((taken) => taken.promotion), () => 'lost.discounted', 'line'));
  if (potential.lines.length === 0) return notApplied('no-room', closed);
  const { isReached, reasons } = nextStepOf(sale, promotion, potential.lines);
  if (!isReached) return notApplied('no-goods', [...reasons, ...closed]);
  const free = potentialWithoutFloors(sale, promotion, concerned);
  const held = potential.lines.filter((line) => line.leftMinor <= line.discountFloorMinor && line.leftMinor > 0);
  if (free.wantedMinor > 0) return notApplied('no-room', floorsOf(sale, held));
  return notApplied('no-room', [nothingToTake(promotion, potential), ...reasons]);
}

/** What left the promotion less than it would have given. */
function cutsOf(sale: WorkingSale, { beforeCap, final }: Discounts, promotion: CompiledPromotion, potential: Potential): Reason[] {
  const free = potentialWithoutFloors(sale, promotion, potential.lines);
  const cut = promotion.stage === 'basket' ? potential.lines : potential.lines.filter((_, place) => (free.amountsMinor[place] ?? 0) > (potential.amountsMinor[place] ?? 0));
  return [
    ...(free.wantedMinor > potential.wantedMinor ? floorsOf(sale, cut) : []),
    ...(beforeCap.inAll(promotion) === potential.givenMinor && potential.givenMinor < potential.wantedMinor ? ownLimits(sale, promotion, potential.wantedMinor) : []),
    ...unitLimits(promotion, potential.lines),
    ...(final.inAll(promotion) < beforeCap.inAll(promotion) ? [receiptCap(sale)] : []),
  ];
}

/** Lines on which another promotion acts instead of this one, which acts on others. */
function lostLines(sale: WorkingSale, taken: Taken, promotion: CompiledPromotion, { lines, amountsMinor }: Potential): Reason[] {
  const missed = lines.filter((line, place) => (amountsMinor[place] ?? 0) > 0 && taken.by(promotion, line) === 0);
  return byWhom(missed, (line) => rivalsOn(sale, taken, promotion, line), (other) => rivalryOf(sale, promotion, other)?.key ?? 'lost.group', 'line');
}

function lostTo(sale: WorkingSale, taken: Taken, promotion: CompiledPromotion, { lines }: Potential): Reason[] {
  const onReceipt = taken.promotions.filter((other) => rivalryOf(sale, promotion, other)?.on === 'receipt');
  const reasons = [
    ...byWhom(onReceipt.length === 0 ? [] : lines.slice(0, 1), () => onReceipt, (other) => rivalryOf(sale, promotion, other)?.key ?? 'lost.group', 'receipt'),
    ...byWhom(lines, (line) => rivalsOn(sale, taken, promotion, line), (other) => rivalryOf(sale, promotion, other)?.key ?? 'lost.group', 'line'),
  ];
  return reasons.length > 0 ? reasons : [reason('lost.combination', {})];
}

function rivalsOn(sale: WorkingSale, taken: Taken, promotion: CompiledPromotion, line: WorkingLine): CompiledPromotion[] {
  return taken.on(line).map((one) => one.promotion).filter((other) => rivalryOf(sale, promotion, other)?.on === 'line');
}

type LostKey = 'lost.group' | 'lost.exclusion' | 'lost.exclusive' | 'lost.discounted';

/** One reason for each promotion that is in the way, with the lines where it is. */
function byWhom(lines: readonly WorkingLine[], promotionsOn: (line: WorkingLine) => readonly CompiledPromotion[], keyOf: (other: CompiledPromotion) => LostKey, on: 'line' | 'receipt'): Reason[] {
  const linesOf = new Map<CompiledPromotion, WorkingLine[]>();
  for (const line of lines) {
    for (const other of promotionsOn(line)) {
      const own = linesOf.get(other);
      if (own === undefined) linesOf.set(other, [line]);
      else own.push(line);
    }
  }
  return [...linesOf].sort(([a], [b]) => a.ordinal - b.ordinal).map(([other, itsLines]) => {
    const lost = reason(keyOf(other), { promotionId: other.id, name: other.name });
    return on === 'receipt' ? lost : onLines(lost, itsLines);
  });
}
