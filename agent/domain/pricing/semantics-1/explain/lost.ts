import { type CompiledPromotion, concernsLine } from '../../../promotions/compiled-promotion.ts';
import type { Reason } from '../../trace.ts';
import type { WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import type { Potential } from './potential.ts';
import { onLines, reason } from './reason.ts';
import { type Rivalry, rivalryOf } from '../rivalry.ts';
import type { Taken } from './taken.ts';

/** Lines on which another promotion acts instead of this one, which acts on others. */
export function lostLines(sale: WorkingSale, taken: Taken, promotion: CompiledPromotion, { lines, amountsMinor }: Potential): Reason[] {
  const missed = lines.filter((line, place) => (amountsMinor[place] ?? 0) > 0 && taken.by(promotion, line) === 0);
  return byWhom(missed, (line) => rivalsOn(sale, taken, promotion, line), (other) => rivalryOf(sale, promotion, other)?.key ?? 'lost.group', 'line');
}

/** The promotions that act instead of this one, which acts nowhere. */
export function lostTo(sale: WorkingSale, taken: Taken, promotion: CompiledPromotion, { lines }: Potential): Reason[] {
  const onReceipt = taken.promotions.filter((other) => rivalryOf(sale, promotion, other)?.on === 'receipt');
  const reasons = [
    ...byWhom(onReceipt.length === 0 ? [] : lines.slice(0, 1), () => onReceipt, (other) => rivalryOf(sale, promotion, other)?.key ?? 'lost.group', 'receipt'),
    ...byWhom(lines, (line) => rivalsOn(sale, taken, promotion, line), (other) => rivalryOf(sale, promotion, other)?.key ?? 'lost.group', 'line'),
  ];
  return reasons.length > 0 ? onceAlone(reasons) : [reason('lost.combination', {})];
}

/** That it goes with no other discount is said once, whatever the others are. */
function onceAlone(reasons: Reason[]): Reason[] {
  const first = reasons.find(({ key }) => key === alone);
  return reasons.filter((one) => one.key !== alone || one === first);
}

const alone = 'trace.lost.alone';

/** What took something off the lines of a promotion that wants goods from which nothing was taken. */
export function discountedBy(sale: WorkingSale, taken: Taken, promotion: CompiledPromotion, concerned: readonly WorkingLine[]): Reason[] {
  const discounted = concerned.filter((line) => !concernsLine(promotion, line, sale.facts));
  const ordered = discounted.filter(({ kept }) => kept.length > 0);
  return [
    ...byWhom(discounted, (line) => taken.on(line).map((one) => one.promotion), () => 'lost.discounted', 'line'),
    ...(ordered.length === 0 ? [] : [onLines(reason('room.order', {}), ordered)]),
  ];
}

/** Those that took something off the line; where none did, those that need it for what they took elsewhere: a unit that is bought, or counts. */
function rivalsOn(sale: WorkingSale, taken: Taken, promotion: CompiledPromotion, line: WorkingLine): CompiledPromotion[] {
  const isRival = (other: CompiledPromotion): boolean => rivalryOf(sale, promotion, other)?.on === 'line';
  const onLine = taken.on(line).map((one) => one.promotion).filter(isRival);
  if (onLine.length > 0) return onLine;
  return taken.promotions.filter((other) => other.group === promotion.group && other.stage === 'units' && isRival(other) && concernsLine(other, line, sale.facts));
}

type LostKey = Rivalry['key'] | 'lost.discounted';

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
