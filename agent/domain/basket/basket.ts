import Type from 'typebox';
import { AmountMinor, Id, QuantityMilli, Strict } from '../scalars.ts';

/** The most lines that one basket may have. */
export const maxBasketLines = 2_000;

export const BasketLine = Strict({
  /** Unique in the basket. Returns name it. */
  lineId: Id,
  sku: Id,
  quantityMilli: QuantityMilli,
  /** Price of one unit (piece or kilogram) before any discount */
  unitPriceMinor: AmountMinor,
});
export type BasketLine = Type.Static<typeof BasketLine>;

export const Basket = Strict({ lines: Type.Array(BasketLine, { maxItems: maxBasketLines }) });
export type Basket = Type.Static<typeof Basket>;
