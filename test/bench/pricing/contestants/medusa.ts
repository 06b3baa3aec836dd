import { registerHooks } from 'node:module';
import { unreachable } from '../../../../agent/domain/unreachable.ts';
import { type FlatRule, type FlatSale, holds } from '../flat.ts';
import type { Contestant } from './contestant.ts';
import { requirePeer } from './require-peer.ts';

interface MedusaModule {
  default: { prototype: object };
}

interface MedusaService {
  computeActions: (codes: readonly string[], context: unknown, options: { prevent_auto_promotions: boolean }) => Promise<readonly unknown[]>;
}

/**
 * Medusa's own promotion code in its own semantics, without a database: the promotions lie in memory, and it is asked only about those that run at the time of the sale.
 * It knows neither fixed prices nor points nor a choice of the best one: a price becomes a percentage, and multipliers are left out.
 */
export const medusa: Contestant = {
  name: 'medusa',
  isPeer: true,
  prepare: ({ goods, rules }) => {
    let active: readonly ReturnType<typeof promotionOf>[] = [];
    const service = serviceWithoutDatabase(() => active);
    const promotions = rules.filter((rule) => rule.reward.kind !== 'multiplier').map((rule) => ({ rule, promotion: promotionOf(rule) }));
    return Promise.resolve({
      run: ({ flat }) => {
        active = promotions.filter(({ rule }) => holds(rule, flat)).map(({ promotion }) => promotion);
        return service.computeActions(active.map(({ code }) => code), contextOf(flat), { prevent_auto_promotions: true });
      },
      result: undefined,
    });

    function contextOf(sale: FlatSale): unknown {
      let grossMinor = 0;
      const items = sale.lines.map(({ lineId, sku, quantityMilli, unitPriceMinor }) => {
        const subtotal = Math.floor((quantityMilli * unitPriceMinor + 500) / 1_000);
        grossMinor += subtotal;
        const good = goods.get(sku);
        return { id: lineId, sku, category: good?.categoryId, brand: good?.brand, quantity: quantityMilli / 1_000, subtotal, original_total: subtotal, is_discountable: true };
      });
      return { currency_code: 'kzt', gross: grossMinor, items };
    }
  },
};

/** The real method of the real class; what it would read from the database is given to it. */
function serviceWithoutDatabase(activePromotions: () => readonly unknown[]): MedusaService {
  registerHooks({
    resolve: (specifier, context, next) => next(specifier === '@medusajs/framework/utils' || specifier === '@medusajs/framework/types' ? '@medusajs/utils' : specifier, context),
  });
  const { default: service } = requirePeer('@medusajs/promotion/dist/services/promotion-module.js') as MedusaModule;
  return Object.assign(Object.create(service.prototype) as MedusaService, { baseRepository_: { getFreshManager: () => ({}) }, listActivePromotions_: () => Promise.resolve(activePromotions()) });
}

function promotionOf({ id, goods, reward }: FlatRule): { code: string } & Record<string, unknown> {
  const rules = goods.kind === 'basket' ? [{ attribute: 'gross', operator: 'gte', values: [{ value: String(goods.minMinor) }] }] : [];
  return { id, code: id, is_automatic: false, type: reward.kind === 'buy-get' ? 'buyget' : 'standard', rules, application_method: methodOf(goods, reward) };
}

function methodOf(goods: FlatRule['goods'], reward: FlatRule['reward']): Record<string, unknown> {
  const onItems = { target_type: 'items', allocation: 'each', max_quantity: 1_000, target_rules: targetOf(goods) };
  switch (reward.kind) {
    case 'percent':
      return { ...onItems, type: 'percentage', value: reward.basisPoints / 100 };
    case 'amount':
      return { ...onItems, type: 'fixed', value: reward.amountMinor };
    case 'price':
      return { ...onItems, type: 'percentage', value: 10 };
    case 'buy-get':
      return { ...onItems, type: 'percentage', value: reward.basisPoints / 100, max_quantity: 10, apply_to_quantity: 1, buy_rules_min_quantity: reward.buyUnits, buy_rules: targetOf(goods) };
    case 'basket-percent':
      return { type: 'percentage', target_type: 'order', allocation: 'across', value: reward.basisPoints / 100, target_rules: [] };
    case 'basket-amount':
      return { type: 'fixed', target_type: 'order', allocation: 'across', value: reward.amountMinor, target_rules: [] };
    case 'multiplier':
      throw new RangeError('Medusa has no points');
    default:
      return unreachable(reward);
  }
}

function targetOf(goods: FlatRule['goods']): unknown[] {
  switch (goods.kind) {
    case 'skus':
      return [{ attribute: 'items.sku', operator: 'in', values: goods.skus.map((value) => ({ value })) }];
    case 'category':
      return [{ attribute: 'items.category', operator: 'in', values: [{ value: goods.categoryId }] }];
    case 'brand':
      return [{ attribute: 'items.brand', operator: 'in', values: [{ value: goods.brand }] }];
    case 'basket':
      return [];
    default:
      return unreachable(goods);
  }
}
