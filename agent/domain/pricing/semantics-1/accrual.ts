import { allocate } from '../../money/allocate.ts';
import { turnOf } from '../../promotions/promotion-index.ts';
import type { Reward } from '../../promotions/promotion.ts';
import { maxAmount } from '../../scalars.ts';
import { noteAccrual } from './accrual-dates.ts';
import { chooseByLine, chooseForReceipt, type ChoosePoints } from './choose-points.ts';
import { type Earning, earningOf } from './earning.ts';
import { gather } from './gather.ts';
import { before } from './give.ts';
import { fixedPoints, multipliedPoints, percentPoints, type PointsRule, unitPoints } from './points-rules.ts';
import { hasTurn, type WorkingSale } from './working-sale.ts';

const percentTurn = turnOf('percent-points');
const multiplierTurn = turnOf('multiplier');
const unitTurn = turnOf('unit-points');
const fixedTurn = turnOf('fixed-points');

/** Points that the sale earns: percents, then multipliers of what they gave, then points per unit, then fixed points. */
export function applyAccrual(sale: WorkingSale): void {
  if (sale.facts.customer === undefined || sale.facts.external !== undefined) return;
  let room = giveStage(sale, percentTurn, percentPoints, chooseByLine, maxAmount);
  if (room < maxAmount && hasTurn(sale, multiplierTurn)) {
    for (const line of sale.lines) line.percentPoints = line.pointsEarned;
    room = giveStage(sale, multiplierTurn, multipliedPoints, chooseByLine, room);
  }
  room = giveStage(sale, unitTurn, unitPoints, chooseByLine, room);
  giveStage(sale, fixedTurn, fixedPoints, chooseForReceipt, room);
}

/** Gives the points of one stage within `room`, what the receipt may still earn, and says what is left of it. */
function giveStage<R extends Reward>(sale: WorkingSale, turn: number, rule: PointsRule<R>, choose: ChoosePoints, room: number): number {
  const gathered = gather<R>(sale, turn);
  if (gathered.length === 0) return room;
  const earnsOnPointsPaid = sale.compiled.bundle.redemption.earnsOnPointsPaid === true;
  const earnings = gathered.map((one) => earningOf(one, rule, earnsOnPointsPaid));
  let left = room;
  for (const earning of choose(earnings, rule)) left -= give(sale, earning, rule, left);
  return left;
}

/** Gives the promotion's points, at most `room`, and says how many. */
function give<R extends Reward>(sale: WorkingSale, { promotion, lines, weights, weight }: Earning<R>, rule: PointsRule<R>, room: number): number {
  if (weight === 0) return 0;
  const points = rule.pointsOf(promotion.reward, weight, sale.compiled.bundle.points.valueMinor, room);
  if (points === 0) return 0;
  const parts = allocate(points, weights, before(lines));
  for (let place = 0; place < parts.length; place += 1) {
    const line = lines[place];
    if (line !== undefined) line.pointsEarned += parts[place] ?? 0;
  }
  sale.applied.push({ promotionId: promotion.id, name: promotion.name, discountMinor: 0, points });
  noteAccrual(sale, promotion, points);
  return points;
}
