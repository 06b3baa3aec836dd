import { type CompiledPromotion, concernsLine } from '../../../promotions/compiled-promotion.ts';
import type { Reward } from '../../../promotions/promotion.ts';
import { turnOf } from '../../../promotions/promotion-index.ts';
import type { FixedPointsReward, MultiplierReward, PercentPointsReward, Stage, UnitPointsReward } from '../../../promotions/stages.ts';
import type { Reason } from '../../trace.ts';
import { chooseByLine, chooseForReceipt, type ChoosePoints } from '../choose-points.ts';
import { type Earning, earningOf } from '../earning.ts';
import { gather } from '../gather.ts';
import { fixedPoints, multipliedPoints, percentPoints, type PointsRule, unitPoints } from '../points-rules.ts';
import type { WorkingLine } from '../working-line.ts';
import type { WorkingSale } from '../working-sale.ts';
import { discountedBy } from './lost.ts';
import { onLines, reason } from './reason.ts';
import type { Sources } from './sources.ts';
import { notApplied, type Told } from './told.ts';
import { unmetBy } from './unmet.ts';

/** Which promotions have which lines in a stage of points, found once for all that ask. */
export class ChosenPoints {
  readonly #byStage = new Map<Stage, readonly Earning[]>();

  of<R extends Reward>(sale: WorkingSale, stage: Stage, rule: PointsRule<R>, choose: ChoosePoints): readonly Earning[] {
    let chosen = this.#byStage.get(stage);
    if (chosen === undefined) {
      const all = gather<R>(sale, turnOf(stage)).map((one) => earningOf(one, rule, earnsOnPointsPaid(sale)));
      chosen = choose(all, rule);
      this.#byStage.set(stage, chosen);
    }
    return chosen;
  }
}

/** What became of a promotion that gives points. The lines must stand where all discounts leave them. */
export function tellPoints(sale: WorkingSale, { final, points: chosen }: Pick<Sources, 'final' | 'points'>, promotion: CompiledPromotion, concerned: readonly WorkingLine[], points: number): Told {
  const { facts, compiled } = sale;
  if (facts.external !== undefined) {
    const programme = compiled.bundle.externalProgrammes?.find(({ id }) => id === facts.external);
    return notApplied('no-room', [reason('room.external', { name: programme?.name ?? facts.external })]);
  }
  const unmet = points > 0 ? [] : unmetBy(sale, promotion);
  if (unmet.length > 0) return notApplied('not-met', unmet);
  if (facts.customer === undefined) return notApplied('no-room', [noCustomer(sale)]);
  const discounted = points > 0 ? [] : discountedBy(sale, final, promotion, concerned);
  if (discounted.length > 0) return notApplied('lost', discounted);
  const { stage } = promotion;
  if (stage === 'percent-points') return tell(sale, promotion as CompiledPromotion<PercentPointsReward>, concerned, points, percentPoints, chosen.of(sale, stage, percentPoints, chooseByLine));
  if (stage === 'multiplier') return tell(sale, promotion as CompiledPromotion<MultiplierReward>, concerned, points, multipliedPoints, chosen.of(sale, stage, multipliedPoints, chooseByLine));
  if (stage === 'unit-points') return tell(sale, promotion as CompiledPromotion<UnitPointsReward>, concerned, points, unitPoints, chosen.of(sale, stage, unitPoints, chooseByLine));
  return tell(sale, promotion as CompiledPromotion<FixedPointsReward>, concerned, points, fixedPoints, chosen.of(sale, stage, fixedPoints, chooseForReceipt));
}

function noCustomer({ input: { customer } }: WorkingSale): Reason {
  if (customer?.card.state === 'blocked') return reason('room.card-blocked', {});
  return reason(customer?.card.state === 'replaced' ? 'room.card-replaced' : 'room.no-customer', {});
}

function tell<R extends Reward>(sale: WorkingSale, promotion: CompiledPromotion<R>, concerned: readonly WorkingLine[], points: number, rule: PointsRule<R>, chosen: readonly Earning[]): Told {
  const lines = concerned.filter((line) => concernsLine(promotion, line, sale.facts));
  const earning = earningOf({ promotion, lines }, rule, earnsOnPointsPaid(sale));
  const lost = lostTo(earning, chosen);
  const barren = barrenLines(sale, concerned);
  if (points > 0) return { verdict: 'applied', lines: withWeight(chosen.find((one) => one.promotion === promotion)), reasons: [...barren, ...lost] };
  if (lost.length > 0) return notApplied('lost', lost);
  return notApplied(...whyNone(promotion, earning, barren));
}

function earnsOnPointsPaid({ compiled }: WorkingSale): boolean {
  return compiled.bundle.redemption.earnsOnPointsPaid === true;
}

function withWeight(earning: Earning | undefined): WorkingLine[] {
  return earning === undefined ? [] : earning.lines.filter((_, place) => (earning.weights[place] ?? 0) > 0);
}

/** The promotions of the same group that have lines, or the receipt, which this one could have had. */
function lostTo(earning: Earning, chosen: readonly Earning[]): Reason[] {
  const { group, stage } = earning.promotion;
  if (group.mode === 'stack') return [];
  const mine = new Set(withWeight(earning));
  return chosen.flatMap((other) => {
    if (other.promotion === earning.promotion || other.promotion.group !== group) return [];
    const lost = reason('lost.group', { promotionId: other.promotion.id, name: other.promotion.name });
    if (stage === 'fixed-points') return mine.size === 0 ? [] : [lost];
    const shared = other.lines.filter((line) => mine.has(line));
    return shared.length === 0 ? [] : [onLines(lost, shared)];
  });
}

/** Lines that earn nothing whatever the promotion: goods without accrual, and where no money is paid. */
function barrenLines(sale: WorkingSale, lines: readonly WorkingLine[]): Reason[] {
  const without = lines.filter(({ promotions }) => promotions.earnsNothing);
  const paid = earnsOnPointsPaid(sale) ? [] : lines.filter((line) => !without.includes(line) && line.pointsPaidMinor > 0 && line.pointsPaidMinor === line.leftMinor);
  return [
    ...(without.length === 0 ? [] : [onLines(reason('room.no-accrual', {}), without)]),
    ...(paid.length === 0 ? [] : [onLines(reason('room.paid-with-points', {}), paid)]),
  ];
}

function whyNone({ reward }: CompiledPromotion, { lines, weight }: Earning, barren: Reason[]): Parameters<typeof notApplied> {
  if (lines.length === 0) return ['no-room', barren.length > 0 ? barren : [reason('room.nothing-left', {})]];
  if (reward.kind === 'points-multiplier' && weight === 0) return ['no-room', [reason('room.nothing-to-multiply', {}), ...barren]];
  if (reward.kind === 'points-percent' && weight <= (reward.aboveMinor ?? 0)) return ['no-goods', [reason('more.points-above', { missingMinor: (reward.aboveMinor ?? 0) - weight + 1 }), ...barren]];
  return ['no-room', [reason('room.too-little', {}), ...barren]];
}
