import type { CompiledBundle } from '../../../bundle/compiled.ts';
import type { Condition, CustomerCondition } from '../../../promotions/condition.ts';
import type { Localized } from '../../../scalars.ts';
import type { Reason } from '../../trace.ts';
import { describeGoods } from './describe-goods.ts';
import { reason } from './reason.ts';
import { unreachable } from '../../../unreachable.ts';

/** What the condition asks for, whether it holds or not. */
export function describeCondition(condition: Condition, compiled: CompiledBundle): Reason {
  const { bundle } = compiled;
  switch (condition.kind) {
    case 'all':
      return reason('condition.all', {}, condition.of.map((part) => describeCondition(part, compiled)));
    case 'any':
      return reason('condition.any', {}, condition.of.map((part) => describeCondition(part, compiled)));
    case 'not':
      return condition.of.kind === 'card' ? reason('condition.no-card', {}) : reason('condition.not', {}, [describeCondition(condition.of, compiled)]);
    case 'period':
      return condition.from === condition.to ? reason('condition.date', { dayOn: condition.from }) : reason('condition.period', { fromOn: condition.from, toOn: condition.to });
    case 'weekdays':
      return reason('condition.weekdays', { weekdays: condition.days.toSorted((a, b) => a - b) });
    case 'hours':
      return reason('condition.hours', { fromMinute: condition.fromMinute, toMinute: condition.toMinute });
    case 'region':
      return reason('condition.region', { regions: calledIn(condition.regions, bundle.names?.regions) });
    case 'store':
      return reason('condition.store', { stores: namesOf(condition.storeIds, bundle.stores) });
    case 'till':
      return reason('condition.till', { tills: calledIn(condition.tillIds, bundle.names?.tills) });
    case 'channel':
      return reason('condition.channel', { channels: calledIn(condition.channels, bundle.names?.channels) });
    case 'flag':
      return reason('condition.flag', { flag: calledIn([condition.flagId], bundle.names?.flags) });
    case 'coupon':
      return reason('condition.coupon', { coupons: namesOf(condition.couponIds, bundle.coupons) });
    case 'payment':
      return reason('condition.payment', { methods: calledIn(condition.methods, bundle.names?.paymentMethods) });
    case 'external':
      return reason('condition.external', { programmes: namesOf(condition.programmeIds, bundle.externalProgrammes) });
    case 'basket-sum': {
      const { minMinor, maxMinor } = condition;
      const goods = [describeGoods(condition.goods, compiled)];
      return maxMinor === undefined ? reason('condition.basket-sum', { minMinor }, goods) : reason('condition.basket-sum-range', { minMinor, maxMinor }, goods);
    }
    case 'quantity': {
      const { minMilli, maxMilli } = condition;
      const goods = [describeGoods(condition.goods, compiled)];
      if (isAnyAtAll(condition)) return reason('condition.goods', {}, goods);
      return maxMilli === undefined ? reason('condition.quantity', { minMilli }, goods) : reason('condition.quantity-range', { minMilli, maxMilli }, goods);
    }
    case 'distinct': {
      const { min, max } = condition;
      const goods = [describeGoods(condition.goods, compiled)];
      if (isAnyAtAll(condition)) return reason('condition.goods', {}, goods);
      return max === undefined ? reason('condition.distinct', { min }, goods) : reason('condition.distinct-range', { min, max }, goods);
    }
    case 'card':
    case 'card-scheme':
    case 'tier':
    case 'segment':
    case 'tenure':
    case 'birthday':
    case 'purchase':
    case 'favourite':
    case 'personal-offer':
      return describeCustomer(condition, compiled);
    default:
      return unreachable(condition);
  }
}

/** Does it ask for nothing but that there are such goods? Then no number is worth a word. */
export function isAnyAtAll(condition: Extract<Condition, { kind: 'quantity' | 'distinct' }>): boolean {
  return condition.kind === 'quantity' ? condition.minMilli === 1 && condition.maxMilli === undefined : condition.min === 1 && condition.max === undefined;
}

function describeCustomer(condition: CustomerCondition, { bundle }: CompiledBundle): Reason {
  switch (condition.kind) {
    case 'card':
      return reason('condition.card', {});
    case 'card-scheme':
      return reason('condition.card-scheme', { schemes: namesOf(condition.schemeIds, bundle.cardSchemes) });
    case 'tier':
      return reason('condition.tier', { tiers: namesOf(condition.tiers, bundle.tiers) });
    case 'segment':
      return reason('condition.segment', { segments: calledIn(condition.segments, bundle.names?.segments) });
    case 'tenure': {
      const { fromMonths = 0, underMonths } = condition;
      if (underMonths === undefined) return reason('condition.tenure-from', { fromMonths });
      return fromMonths === 0 ? reason('condition.tenure-under', { underMonths }) : reason('condition.tenure', { fromMonths, underMonths });
    }
    case 'birthday':
      return condition.daysBefore + condition.daysAfter === 0 ? reason('condition.birthday-day', {}) : reason('condition.birthday', { beforeDays: condition.daysBefore, afterDays: condition.daysAfter });
    case 'purchase':
      return describePurchase(condition);
    case 'favourite':
      return condition.categoryIds === undefined ? reason('condition.favourite', {}) : reason('condition.favourite-of', { categories: namesOf(condition.categoryIds, bundle.categories) });
    case 'personal-offer':
      return reason('condition.personal-offer', { offer: calledIn([condition.offerId], bundle.names?.offers) });
    default:
      return unreachable(condition);
  }
}

function describePurchase({ from = 1, to, every = 1 }: Extract<Condition, { kind: 'purchase' }>): Reason {
  if (every > 1) return reason('condition.purchase-every', { from, every });
  if (to === undefined) return reason('condition.purchase-from', { from });
  if (to > from) return reason('condition.purchase-range', { from, to });
  return from === 1 ? reason('condition.purchase-first', {}) : reason('condition.purchase-at', { number: from });
}

/** As the bundle calls the ids that stand nowhere else in it. */
function calledIn(ids: readonly string[], names: Readonly<Record<string, Localized>> = {}): (Localized | string)[] {
  return ids.map((id) => (Object.hasOwn(names, id) ? names[id] : undefined) ?? id);
}

function namesOf(ids: readonly string[], all: readonly { id: string; name: Localized }[] = []): (Localized | string)[] {
  return ids.map((id) => all.find((one) => one.id === id)?.name ?? id);
}
