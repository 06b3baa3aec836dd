import Type from 'typebox';
import { AmountMinor, Id, QuantityMilli, Strict } from '../scalars.ts';

/** The most lines that one basket may have. */
export const maxBasketLines = 2_000;

/** A code as it was scanned or typed. */
export const CouponCode = Type.String({ minLength: 1, maxLength: 64 });

/** What the line was when the order was priced elsewhere. Where quantity and price are still the same, it keeps these discounts and takes no other. */
export const OrderedLine = Strict({
  quantityMilli: QuantityMilli,
  unitPriceMinor: AmountMinor,
  discounts: Type.Array(Strict({ promotionId: Id, amountMinor: AmountMinor }), { maxItems: 100 }),
});
export type OrderedLine = Type.Static<typeof OrderedLine>;

/** The code of one marked piece as it was scanned (Data Matrix), with its GS: kept as it is. */
export const Mark = Type.String({ minLength: 1, maxLength: 512 });

export const BasketLine = Strict({
  /** Unique in the basket. Returns name it. */
  lineId: Id,
  sku: Id,
  quantityMilli: QuantityMilli,
  /** Price of one unit (piece or kilogram) before any discount */
  unitPriceMinor: AmountMinor,
  ordered: Type.Optional(OrderedLine),
  /** Of one marked piece. No price depends on it; it stays with the line for the fiscal register and for returns */
  mark: Type.Optional(Mark),
});
export type BasketLine = Type.Static<typeof BasketLine>;

export const Basket = Strict({
  lines: Type.Array(BasketLine, { maxItems: maxBasketLines }),
  /** Coupons that were shown */
  coupons: Type.Optional(Type.Array(CouponCode, { maxItems: 100 })),
  /** How the sale will be paid, as far as it is known */
  payment: Type.Optional(Strict({ method: Id })),
  /** Where the order comes from; `till` if nothing is said */
  channel: Type.Optional(Id),
  /** The external programme that the customer chose instead of own points */
  external: Type.Optional(Id),
});
export type Basket = Type.Static<typeof Basket>;
