/** The form of a recorded call of Medusa's `computeActions`, as far as it is translated. Amounts may have fractions. */
import Type from 'typebox';
import { Strict } from '../../../agent/domain/scalars.ts';
import { formReader } from '../read-form.ts';

const text = Type.String();
const amount = Type.Number({ minimum: 0 });
const count = Type.Integer({ minimum: 0 });
const optionalCount = Type.Optional(Type.Union([count, Type.Null()]));
/** Whatever else stands there: only what a rule asks for is looked at */
const open = Type.Record(text, Type.Unknown());

const MedusaRule = Strict({ attribute: text, operator: text, values: Type.Array(text) });
export type MedusaRule = Type.Static<typeof MedusaRule>;
const rules = Type.Optional(Type.Array(MedusaRule));

const MedusaMethod = Strict({
  currency_code: Type.Optional(text),
  type: text,
  target_type: text,
  allocation: Type.Optional(Type.Union([text, Type.Null()])),
  value: amount,
  max_quantity: optionalCount,
  apply_to_quantity: optionalCount,
  buy_rules_min_quantity: optionalCount,
  target_rules: rules,
  buy_rules: rules,
});
export type MedusaMethod = Type.Static<typeof MedusaMethod>;

const MedusaPromotion = Strict({
  id: text,
  code: text,
  type: text,
  status: text,
  is_automatic: Type.Optional(Type.Boolean()),
  is_tax_inclusive: Type.Optional(Type.Boolean()),
  campaign_id: Type.Optional(Type.Union([text, Type.Null()])),
  /** How often it may be used by all together, and how often it was */
  limit: optionalCount,
  used: optionalCount,
  rules,
  application_method: MedusaMethod,
});
export type MedusaPromotion = Type.Static<typeof MedusaPromotion>;

const Adjustment = Strict({ id: text, code: text });

const MedusaItem = Type.Intersect([open, Type.Object({
  id: text,
  quantity: Type.Integer({ minimum: 1 }),
  subtotal: amount,
  is_discountable: Type.Optional(Type.Boolean()),
  adjustments: Type.Optional(Type.Array(Adjustment)),
})]);
export type MedusaItem = Type.Static<typeof MedusaItem>;

const MedusaMethodOfShipping = Type.Intersect([open, Type.Object({
  id: text,
  subtotal: amount,
  is_discountable: Type.Optional(Type.Literal(true)),
  adjustments: Type.Optional(Type.Array(Adjustment)),
})]);
export type MedusaShippingMethod = Type.Static<typeof MedusaMethodOfShipping>;

const MedusaContext = Type.Intersect([open, Type.Object({
  currency_code: Type.Optional(text),
  items: Type.Optional(Type.Array(MedusaItem)),
  shipping_methods: Type.Optional(Type.Array(MedusaMethodOfShipping)),
})]);

const MedusaCase = Strict({
  suite: Type.Optional(text),
  test: Type.Optional(text),
  call: Type.Optional(Type.Integer()),
  promotions: Type.Array(MedusaPromotion),
  /** What was called before, in this order */
  otherOps: Type.Array(Strict({ op: text, data: Type.Array(Type.Unknown()) })),
  codes: Type.Array(text),
  options: Type.Optional(Strict({ prevent_auto_promotions: Type.Optional(Type.Boolean()) })),
  context: MedusaContext,
  expect: Type.Union([Type.Null(), Type.Array(Strict({ m: text, value: Type.Unknown() }))]),
});
export type MedusaCase = Type.Static<typeof MedusaCase>;

export const readMedusaCase = formReader('Medusa', MedusaCase);
