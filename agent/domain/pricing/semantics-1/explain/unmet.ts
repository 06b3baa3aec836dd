import { compileCondition } from '../../../promotions/compile-condition.ts';
import { compileSelector } from '../../../promotions/compile-selector.ts';
import type { CompiledPromotion } from '../../../promotions/compiled-promotion.ts';
import { hasRoomForCustomer } from '../../../promotions/customer-limit.ts';
import type { Condition, GoodsSelector } from '../../../promotions/promotion.ts';
import type { LineFacts } from '../../../promotions/sale-facts.ts';
import type { Reason } from '../../trace.ts';
import type { WorkingSale } from '../working-sale.ts';
import { describeCondition, isAnyAtAll } from './describe-condition.ts';
import { describeGoods } from './describe-goods.ts';
import { asksForCustomer, whyNobody } from './nobody.ts';
import { reason } from './reason.ts';

/** What of the promotion's condition does not hold, and what is missing; none where it holds. The lines must stand where its stage found them. */
export function unmetBy(sale: WorkingSale, promotion: CompiledPromotion): Reason[] {
  const unmet = withoutTwins(partsUnmet(sale, promotion.promotion.when));
  const { facts } = sale;
  const { perCustomer } = promotion.limits;
  if (perCustomer === undefined || hasRoomForCustomer(promotion, facts)) return unmet;
  if (facts.customer !== undefined && facts.withholdsLimited) return [...unmet, reason('customer-limit.withheld', {})];
  if (facts.customer !== undefined) return [...unmet, reason(`customer-limit.${perCustomer.period}`, { limitTimes: perCustomer.times })];
  return unmet.length > 0 ? unmet : [whyNobody(sale) ?? reason('condition.card', {})];
}

function partsUnmet(sale: WorkingSale, condition: Condition): Reason[] {
  if (holdsNow(sale, condition)) return [];
  if (condition.kind === 'all') return condition.of.flatMap((part) => partsUnmet(sale, part));
  if (condition.kind === 'any') return [oneOf(condition.of.map((part) => together(partsUnmet(sale, part))))];
  if (condition.kind === 'basket-sum') return [sumUnmet(sale, condition)];
  if ((condition.kind === 'quantity' || condition.kind === 'distinct') && isAnyAtAll(condition)) return [describeCondition(condition, sale.compiled)];
  if (condition.kind === 'quantity') return [quantityUnmet(sale, condition)];
  if (condition.kind === 'distinct') return [distinctUnmet(sale, condition)];
  const nobody = asksForCustomer(condition) ? whyNobody(sale) : undefined;
  return [nobody ?? describeCondition(condition, sale.compiled)];
}

/** Two conditions on the customer fail for one reason where the customer does not count. */
function withoutTwins(reasons: Reason[]): Reason[] {
  return reasons.filter(({ key }, place) => !key.startsWith('trace.condition.card-') || reasons.findIndex((other) => other.key === key) === place);
}

function oneOf(parts: Reason[]): Reason {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : reason('condition.any', {}, parts);
}

function together(parts: Reason[]): Reason {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : reason('condition.all', {}, parts);
}

function holdsNow({ compiled: { subtrees, bundle }, facts }: WorkingSale, condition: Condition): boolean {
  return compileCondition(condition, { subtrees, flags: bundle.flags ?? [], cardSchemes: bundle.cardSchemes })(facts);
}

function sumUnmet(sale: WorkingSale, { goods, of, minMinor, maxMinor }: Extract<Condition, { kind: 'basket-sum' }>): Reason {
  const sumMinor = sumOver(sale, goods, (line) => (of === 'net' ? line.stageMinor : line.grossMinor));
  const named = [describeGoods(goods, sale.compiled)];
  return sumMinor < minMinor || maxMinor === undefined
    ? reason('condition.basket-sum-missing', { minMinor, missingMinor: minMinor - sumMinor }, named)
    : reason('condition.basket-sum-over', { maxMinor, overMinor: sumMinor - maxMinor }, named);
}

function quantityUnmet(sale: WorkingSale, { goods, minMilli, maxMilli }: Extract<Condition, { kind: 'quantity' }>): Reason {
  const milli = sumOver(sale, goods, (line) => line.quantityMilli);
  const named = [describeGoods(goods, sale.compiled)];
  return milli < minMilli || maxMilli === undefined
    ? reason('condition.quantity-missing', { minMilli, missingMilli: minMilli - milli }, named)
    : reason('condition.quantity-over', { maxMilli, overMilli: milli - maxMilli }, named);
}

function distinctUnmet(sale: WorkingSale, { goods, min, max }: Extract<Condition, { kind: 'distinct' }>): Reason {
  const found = new Set(selected(sale, goods).map(({ sku }) => sku)).size;
  const named = [describeGoods(goods, sale.compiled)];
  return found < min || max === undefined
    ? reason('condition.distinct-missing', { min, missing: min - found }, named)
    : reason('condition.distinct-over', { max, over: found - max }, named);
}

function sumOver(sale: WorkingSale, goods: GoodsSelector, amountOf: (line: LineFacts) => number): number {
  let sum = 0;
  for (const line of selected(sale, goods)) sum += amountOf(line);
  return sum;
}

function selected({ compiled, facts }: WorkingSale, goods: GoodsSelector): LineFacts[] {
  const selects = compileSelector(goods, compiled.subtrees, 'stage');
  return facts.lines.filter((line) => selects(line, facts));
}
