import type { CompiledBundle } from '../bundle/compiled.ts';
import { maxAmount } from '../scalars.ts';
import { type Basket, maxBasketLines, type OrderedLine } from './basket.ts';
import { lineGrossAtMost } from './line-gross.ts';

export interface BasketProblem {
  code: 'too-many-lines' | 'duplicate-line' | 'quantity-not-whole' | 'amount-too-large' | 'external-unknown' | 'ordered-exceeds-line';
  /** JSON pointer into the basket */
  path: string;
  detail: string;
}

/** The first reason why a well-formed basket cannot be priced; undefined where it can. `price` relies on it. */
export function checkBasket(compiled: CompiledBundle, basket: Basket): BasketProblem | undefined {
  const { lines } = basket;
  if (lines.length > maxBasketLines) {
    return { code: 'too-many-lines', path: '/lines', detail: `${lines.length} lines are more than the ${maxBasketLines} that a basket may have` };
  }
  const unknown = findUnknownExternal(compiled, basket);
  if (unknown !== undefined) return unknown;
  const lineIds = new Set<string>();
  let sumMinor = 0;
  for (const [index, line] of lines.entries()) {
    const path = `/lines/${index}`;
    if (lineIds.has(line.lineId)) return { code: 'duplicate-line', path: `${path}/lineId`, detail: `line "${line.lineId}" is there twice` };
    lineIds.add(line.lineId);
    if (line.quantityMilli % 1000 !== 0 && compiled.goods.get(line.sku)?.good.unit === 'piece') {
      return { code: 'quantity-not-whole', path: `${path}/quantityMilli`, detail: `"${line.sku}" is sold in whole pieces: the quantity must be a multiple of 1000` };
    }
    if (line.ordered !== undefined && exceedsLine(line.ordered)) {
      return { code: 'ordered-exceeds-line', path: `${path}/ordered/discounts`, detail: 'the discounts of the order are more than its line cost' };
    }
    // One more than allowed is enough to know, and keeps the sum exact.
    const grossMinor = lineGrossAtMost(line, maxAmount + 1);
    sumMinor += grossMinor;
    if (grossMinor > maxAmount) return { code: 'amount-too-large', path, detail: `quantity × price is more than ${maxAmount}` };
    if (sumMinor > maxAmount) return { code: 'amount-too-large', path: '/lines', detail: `the lines together cost more than ${maxAmount}` };
  }
  return undefined;
}

function findUnknownExternal({ bundle }: CompiledBundle, { external }: Basket): BasketProblem | undefined {
  if (external === undefined || bundle.externalProgrammes?.some(({ id }) => id === external) === true) return undefined;
  return { code: 'external-unknown', path: '/external', detail: `the programme knows no external programme "${external}"` };
}

/** Against the line as it was ordered: that is what the discounts were given on. */
function exceedsLine(ordered: OrderedLine): boolean {
  let leftMinor = lineGrossAtMost(ordered, maxAmount);
  for (const { amountMinor } of ordered.discounts) {
    if (amountMinor > leftMinor) return true;
    leftMinor -= amountMinor;
  }
  return false;
}
