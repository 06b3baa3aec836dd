import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import { turnOf } from '../../../promotions/promotion-index.ts';
import type { RoundingReward } from '../../../promotions/stages.ts';
import { gather } from '../gather.ts';
import { sumOf } from '../give.ts';
import { smallChange } from '../rounding-stage.ts';
import { roomOf } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import { closedLines, floorsOf, receiptCap } from './obstacles.ts';
import { reason } from './reason.ts';
import { standAfter } from './stand.ts';
import type { Taken } from './taken.ts';
import { notApplied, type Told } from './told.ts';
import { unmetBy } from './unmet.ts';

/** What became of a rounding of the receipt. */
export function tellRounding(sale: WorkingSale, final: Taken, promotion: CompiledPromotion): Told {
  const acted = sale.lines.filter((line) => final.by(promotion, line) > 0);
  if (acted.length > 0) return { verdict: 'applied', lines: acted, reasons: [] };
  standAfter(sale, final, ({ stage }) => stage !== 'rounding');
  const unmet = unmetBy(sale, promotion);
  if (unmet.length > 0) return notApplied('not-met', unmet);
  const [first] = gather<RoundingReward>(sale, turnOf('rounding'));
  if (first === undefined) return notApplied('lost', [reason('lost.combination', {})]);
  if (first.promotion !== promotion) return notApplied('lost', [reason('lost.group', { promotionId: first.promotion.id, name: first.promotion.name })]);
  const { lines } = first;
  const offMinor = smallChange(sale, first);
  if (offMinor === 0) return notApplied('no-room', [reason('room.even', {})]);
  const open = lines.filter((line) => line.takesDiscounts);
  return notApplied('no-room', sumOf(open.map(roomOf)) < offMinor ? [...closedLines(lines), ...floorsOf(sale, open)] : [receiptCap(sale)]);
}
