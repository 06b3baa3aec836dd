import Type from 'typebox';
import { CustomerState } from '../customer/account.ts';
import { AmountMinor, Id, Points, QuantityMilli, Sha256, Strict } from '../scalars.ts';
import { actionFields } from './action-fields.ts';
import { Effect } from './effect.ts';
import { Receipt } from './receipt.ts';

/** Goods came back without a receipt: no sale is named, so no points are given back, and nothing can be held against what was sold. */
export const BlindReturnCommitted = Strict({
  ...actionFields,
  returnId: Id,
  receipt: Receipt,
  /** Why, in the words of whoever approved it */
  reason: Type.String({ minLength: 1, maxLength: 200 }),
  /** The bundle whose limit and policy held */
  bundle: Strict({ serial: Type.Integer({ minimum: 1 }), hash: Sha256 }),
  lines: Type.Array(Strict({ lineId: Id, sku: Id, quantityMilli: QuantityMilli, refundMinor: AmountMinor }), { minItems: 1, maxItems: 500 }),
  refundMinor: AmountMinor,
  accountId: Type.Optional(Id),
  /** Who said to have bought them, as the till knew them */
  customer: Type.Optional(CustomerState),
  /** What such goods would earn now, and what of it is taken back */
  pointsDue: Points,
  pointsTakenBack: Points,
  effects: Type.Array(Effect),
});
export type BlindReturnCommitted = Type.Static<typeof BlindReturnCommitted>;
