/** The form of a promotion scenario of Sylius, as far as it is translated. Amounts in cents. */
import Type from 'typebox';
import { Strict } from '../../../agent/domain/scalars.ts';
import { formReader } from '../read-form.ts';

const text = Type.String();
const cents = Type.Integer({ minimum: 0 });
/** Name and number, in this order: JSON has no pairs of its own */
const pair = Type.Array(Type.Union([text, Type.Integer()]), { minItems: 2, maxItems: 2 });
const byName = Type.Record(text, cents);

const SyliusCondition = Strict({ type: text, value: Type.Union([text, Type.Number(), Type.Array(text)]), taxon: Type.Optional(text) });
export type SyliusCondition = Type.Static<typeof SyliusCondition>;

export const SyliusFilter = Strict({
  minPrice: Type.Optional(cents),
  maxPrice: Type.Optional(cents),
  taxons: Type.Optional(Type.Array(text)),
  products: Type.Optional(Type.Array(text)),
});
export type SyliusFilter = Type.Static<typeof SyliusFilter>;

const SyliusAction = Strict({ scope: text, kind: text, value: Type.Number(), filter: Type.Optional(SyliusFilter) });
export type SyliusAction = Type.Static<typeof SyliusAction>;

const SyliusPromotion = Strict({
  name: text,
  /** Higher goes first; null where the scenario states none */
  priority: Type.Union([Type.Integer(), Type.Null()]),
  exclusive: Type.Boolean(),
  couponBased: Type.Boolean(),
  conditions: Type.Array(SyliusCondition),
  actions: Type.Array(SyliusAction),
  coupon: Type.Optional(text),
  couponState: Type.Optional(text),
  couponPerCustomer: Type.Optional(Type.Integer({ minimum: 1 })),
  active: Type.Optional(Type.Boolean()),
  /** How often it may be used by all together, and how often it was */
  usageLimit: Type.Optional(Type.Integer({ minimum: 0 })),
  used: Type.Optional(Type.Integer({ minimum: 0 })),
});
export type SyliusPromotion = Type.Static<typeof SyliusPromotion>;

const SyliusCustomer = Strict({
  group: Type.Optional(Type.Union([text, Type.Null()])),
  /** How many they have placed before this one */
  orders: Type.Optional(Type.Integer({ minimum: 0 })),
});

const SyliusCase = Strict({
  suite: Type.Optional(text),
  file: Type.Optional(text),
  feature: Type.Optional(text),
  scenario: Type.Optional(text),
  products: Type.Record(text, Strict({ price: Type.Union([cents, Type.Null()]), taxons: Type.Array(text), variants: Type.Optional(byName) })),
  taxons: Type.Record(text, Strict({ parent: Type.Union([text, Type.Null()]) })),
  promotions: Type.Array(SyliusPromotion),
  cart: Type.Array(pair),
  coupons: Type.Array(Type.Null(), { maxItems: 0 }),
  usedCoupons: Type.Array(text),
  /** Null where nobody has signed in */
  customer: Type.Union([Type.Null(), SyliusCustomer]),
  shipping: Type.Array(pair),
  shippingChosen: Type.Optional(text),
  /** Where it is sent to */
  shippingCountry: Type.Optional(text),
  /** By variant, or by product where it has none */
  minPrice: Type.Optional(byName),
  expect: Strict({
    total: Type.Integer(),
    discount: Type.Optional(Type.Integer()),
    lineDiscount: Type.Optional(byName),
    shipping: Type.Optional(Type.Integer()),
    couponRejected: Type.Optional(Type.Boolean()),
  }),
  multiStage: Type.Literal(false),
});
export type SyliusCase = Type.Static<typeof SyliusCase>;

export const readSyliusCase = formReader('Sylius', SyliusCase);
