import type { Condition, Promotion, PromotionGroup } from '../../../agent/domain/promotions/promotion.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import { NameBook } from '../name-book.ts';
import { bundleOf, customerOf, over, saleTime, storeId, type Translation } from '../shop.ts';
import { NotExpressible } from '../suite.ts';
import { Campaigns } from './campaigns.ts';
import { basketLines, goodsOf, readCart, type Thing } from './cart.ts';
import type { MedusaCase, MedusaPromotion } from './case.ts';
import { limitsOf, usageOf } from './limits.ts';
import { isRepeated, mayActByItself } from './loaded.ts';
import { meetingsOf, type Meetings } from './meetings.ts';
import { type Planned, planAll, type Translated } from './plan-all.ts';
import { isBuyGet } from './promotion-order.ts';
import { textAt } from './rules.ts';
import { conditionOf, segmentsOf } from './sale-rules.ts';
import type { Scale } from './scale.ts';

export interface MedusaTranslation extends Translation {
  scale: Scale;
  /** In the order in which Medusa applies them */
  translated: readonly Translated[];
  thingOf: ReadonlyMap<string, Thing>;
}

/** On where promotions that need no code are looked at */
const automatic = 'automatic-promotions';

/** The whole call in our words, or a refusal. What it expects is not looked at. */
export function translateMedusa(read: MedusaCase): MedusaTranslation {
  const names = new NameBook();
  const cart = readCart(read);
  const planned = planAll(read, cart, new Campaigns(read), names);
  const meetings = meetingsOf(planned);
  const translated = planned.map((one, place) => ({ planned: one, promotions: promotionsOf(one, place, meetings, read, { context: read.context, cart, names }) }));
  const { lines, thingOf } = basketLines(cart, planned.some(({ promotion, mayAct }) => mayAct && isBuyGet(promotion)), (thing) => meetings.split.has(thing));
  const customer = readCustomer(read, translated, names);
  return {
    bundle: bundleOf({
      goods: goodsOf(cart, read.promotions.flatMap(({ application_method: method, rules = [] }) => [...(method.target_rules ?? []), ...(method.buy_rules ?? []), ...rules.filter(({ attribute }) => attribute.startsWith('items.'))]), names),
      groups: groupsOf(planned, meetings),
      promotions: translated.flatMap(({ promotions }) => promotions),
      coupons: planned.map(({ promotion: { code } }) => ({ id: names.idOf(`code ${code}`), name: { ru: code }, codes: [code] })),
      // A scope that names nothing is everywhere.
      flags: [{ id: automatic, on: read.options?.prevent_auto_promotions === true ? [] : [{}] }],
      regions: [names.idOf(textAt(read.context, 'region_id') ?? 'no region'), ...regionsNamed(read).map((region) => names.idOf(region))],
    }),
    input: {
      basket: { lines, coupons: read.codes, channel: names.idOf(textAt(read.context, 'sales_channel_id') ?? 'no channel') },
      ...(customer === undefined ? {} : { customer, identifiedBy: 'scan' as const }),
      storeId,
      time: saleTime,
      programme: { budgets: translated.flatMap((one) => budgetsOf(one, cart.scale)) },
    },
    scale: cart.scale,
    translated,
    thingOf,
  };
}

function regionsNamed({ promotions }: MedusaCase): string[] {
  return promotions.flatMap(({ rules = [] }) => rules.flatMap(({ attribute, values }) => (attribute === 'region_id' ? values : [])));
}

/** Every promotion has a group of its own, in order; those whose units serve once have one together, and so have the ways of one promotion. */
function groupsOf(planned: readonly Planned[], { sharing }: Meetings): PromotionGroup[] {
  const own = planned.filter((one) => !sharing.has(one)).map((one): PromotionGroup =>
    one.plan.parts.length > 1 ? { id: groupOf(one, planned.indexOf(one), sharing), mode: 'first', on: 'receipt' } : { id: groupOf(one, planned.indexOf(one), sharing), mode: 'stack' });
  return sharing.size === 0 ? own : [{ id: sharedGroup, mode: 'first', on: 'line' }, ...own];
}

const sharedGroup = 'units-serve-once';

function groupOf(one: Planned, place: number, sharing: ReadonlySet<Planned>): string {
  return sharing.has(one) ? sharedGroup : `group-${String(place).padStart(4, '0')}`;
}

function promotionsOf(planned: Planned, place: number, { sharing }: Meetings, read: MedusaCase, sale: Parameters<typeof conditionOf>[1]): Promotion[] {
  const { promotion, plan, campaign, isLoaded, mayAct } = planned;
  if (sharing.has(planned) && plan.parts.length > 1) throw new NotExpressible('Its several units for one purchase would have to be told apart from those of another promotion.');
  const when = [whenLoaded(promotion, read, sale.names), ...(isLoaded && !mayAct ? [over] : []), ...(promotion.rules ?? []).map((rule) => conditionOf(rule, sale))];
  return plan.parts.map((part, way) => {
    const limits = { ...part.limits, ...limitsOf(campaign) };
    return {
      id: `${String(place).padStart(4, '0')}.${way}`, name: { ru: promotion.code }, groupId: groupOf(planned, place, sharing), priority: place * 100 + way,
      when: { kind: 'all', of: part.when === undefined ? when : [...when, part.when] },
      goods: part.goods, reward: part.reward, ...(Object.keys(limits).length === 0 ? {} : { limits }),
    };
  });
}

/** Asked for by its code; or by itself, if it is automatic and nobody gave the code. */
function whenLoaded(promotion: MedusaPromotion, read: MedusaCase, names: NameBook): Condition {
  const byCode: Condition = { kind: 'coupon', couponIds: [names.idOf(`code ${promotion.code}`)] };
  // Beside a coupon, so that all act in one round, as they do there.
  if (isRepeated(promotion, read)) return { kind: 'any', of: [byCode, { kind: 'all', of: [] }] };
  return !read.codes.includes(promotion.code) && mayActByItself(promotion, read) ? { kind: 'any', of: [byCode, { kind: 'flag', flagId: automatic }] } : byCode;
}

function budgetsOf({ planned: { campaign }, promotions }: Translated, scale: Scale): { promotionId: string; leftMinor: number }[] {
  if (campaign.kind !== 'spend' && campaign.kind !== 'used-up') return [];
  const leftMinor = campaign.kind === 'spend' ? scale.toMinor(campaign.left) : 0;
  return promotions.map(({ id }) => ({ promotionId: id, leftMinor }));
}

/** The customer with the segments that rules ask for and what was used before; undefined where the call knows nobody. */
function readCustomer(read: MedusaCase, translated: readonly Translated[], names: NameBook): CustomerState | undefined {
  const { context } = read;
  // Looked at first: a campaign that counts by customer asks who that is.
  const usage = translated.flatMap((one) => usageOf(one, read));
  if (context['customer'] === undefined && context['email'] === undefined) return undefined;
  return customerOf({ segments: segmentsOf(read, names), usage });
}
