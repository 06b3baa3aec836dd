import { allocateWithin } from '../../money/allocate-within.ts';
import { turnOf } from '../../promotions/promotion-index.ts';
import type { RoundingReward } from '../../promotions/stages.ts';
import { gather, type Gathered } from './gather.ts';
import { before, give, sumOf } from './give.ts';
import { roomOf } from './working-line.ts';
import { beginStage, hasTurn, type WorkingSale } from './working-sale.ts';

const turn = turnOf('rounding');

/** Takes the small change off the receipt, as the last of the discounts; the first promotion that holds does it, and only if it can do it wholly. */
export function applyRoundingStage(sale: WorkingSale): void {
  if (!hasTurn(sale, turn)) return;
  beginStage(sale);
  const [first] = gather<RoundingReward>(sale, turn);
  if (first === undefined) return;
  const { promotion, lines } = first;
  const offMinor = smallChange(sale, first);
  const open = lines.filter((line) => line.takesDiscounts);
  const rooms = open.map(roomOf);
  if (offMinor === 0 || sumOf(rooms) < offMinor || capRoom(sale) < offMinor) return;
  give(promotion, open, allocateWithin(offMinor, open.map((line) => line.leftMinor), rooms, before(open)), offMinor);
}

/** What the goods cost beyond a multiple. All goods stand for the receipt: what the customer pays is to be round, so deliveries count, though they give nothing. */
export function smallChange(sale: WorkingSale, { promotion, lines }: Gathered<RoundingReward>): number {
  const counted = promotion.promotion.goods.kind === 'all' ? sale.lines : lines;
  return sumOf(counted.map((line) => line.leftMinor)) % promotion.reward.toMinor;
}

function capRoom({ lines, receiptCapMinor }: WorkingSale): number {
  let room = receiptCapMinor;
  for (const line of lines) room -= line.grossMinor - line.leftMinor;
  return room;
}
