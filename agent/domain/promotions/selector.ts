/** Which goods a promotion, a condition or a redemption rule means. */
import Type from 'typebox';
import { AmountMinor, Id, Strict } from '../scalars.ts';

export type GoodsSelector =
  /** Every good, known or not; never a delivery */
  | { kind: 'all' }
  | { kind: 'sku'; skus: string[] }
  /** These categories and all below them */
  | { kind: 'category'; categoryIds: string[] }
  | { kind: 'brand'; brands: string[] }
  /** Goods whose attribute of this name has one of the values */
  | { kind: 'attribute'; name: string; values: string[] }
  /** Goods whose price on this line, before any discount, lies in the range; both ends included */
  | { kind: 'price'; fromMinor?: number; toMinor?: number }
  /** The customer's favourite category, while it runs */
  | { kind: 'favourite' }
  /** Lines from which nothing has been taken off so far */
  | { kind: 'not-discounted' }
  /** Delivery of the goods, not goods */
  | { kind: 'delivery' }
  /** Union */
  | { kind: 'any'; of: GoodsSelector[] }
  /** Intersection */
  | { kind: 'every'; of: GoodsSelector[] }
  | { kind: 'except'; from: GoodsSelector; without: GoodsSelector };

const ids = Type.Array(Id, { minItems: 1 });
const texts = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 });

export const GoodsSelector = Type.Cyclic(
  {
    Selector: Type.Union([
      Strict({ kind: Type.Literal('all') }),
      Strict({ kind: Type.Literal('sku'), skus: ids }),
      Strict({ kind: Type.Literal('category'), categoryIds: ids }),
      Strict({ kind: Type.Literal('brand'), brands: texts }),
      Strict({ kind: Type.Literal('attribute'), name: Id, values: texts }),
      Strict({ kind: Type.Literal('price'), fromMinor: Type.Optional(AmountMinor), toMinor: Type.Optional(AmountMinor) }),
      Strict({ kind: Type.Literal('favourite') }),
      Strict({ kind: Type.Literal('not-discounted') }),
      Strict({ kind: Type.Literal('delivery') }),
      Strict({ kind: Type.Literal('any'), of: Type.Array(Type.Ref('Selector'), { minItems: 1 }) }),
      Strict({ kind: Type.Literal('every'), of: Type.Array(Type.Ref('Selector'), { minItems: 1 }) }),
      Strict({ kind: Type.Literal('except'), from: Type.Ref('Selector'), without: Type.Ref('Selector') }),
    ]),
  },
  'Selector',
);

/** Is this true of the selector, or of any that it is made of? Without making a list of them: a bundle has tens of thousands. */
export function someSelector(selector: GoodsSelector, is: (selector: GoodsSelector) => boolean): boolean {
  if (is(selector)) return true;
  if (selector.kind === 'except') return someSelector(selector.from, is) || someSelector(selector.without, is);
  if (selector.kind !== 'any' && selector.kind !== 'every') return false;
  const parts = selector.of;
  for (let place = 0; place < parts.length; place += 1) if (someSelector(parts[place] as GoodsSelector, is)) return true;
  return false;
}
