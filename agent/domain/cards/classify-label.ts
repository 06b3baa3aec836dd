import type { CompiledBundle } from '../bundle/compiled.ts';
import { mulDiv } from '../money/mul-div.ts';
import type { ScannedGood } from './classify-code.ts';
import { goodOf } from './good-of.ts';
import { readPriceCode } from './price-code.ts';
import { readWeightCode } from './weight-code.ts';

type LabelCode = ScannedGood | { kind: 'unknown'; looksLike: 'good-wrong-check-digit' | 'good-unknown' };

/** A label of the scales: a weight, or a price. Undefined where the code has no such prefix. */
export function classifyLabel(compiled: CompiledBundle, text: string): LabelCode | undefined {
  const weighed = readWeightCode(compiled.bundle.weightCodes, text);
  if (weighed !== undefined) {
    if (!weighed.ok) return { kind: 'unknown', looksLike: 'good-wrong-check-digit' };
    const facts = compiled.goods.getByBarcode(weighed.item);
    // A label of nothing, or a weight on a good that is counted, is a mistake of the scales that a person must look at.
    if (facts === undefined || facts.good.unit !== 'kg' || weighed.grams === 0) return { kind: 'unknown', looksLike: 'good-unknown' };
    return goodOf(facts, weighed.grams);
  }
  const priced = readPriceCode(compiled.bundle.priceCodes ?? [], text);
  if (priced === undefined) return undefined;
  if (!priced.ok) return { kind: 'unknown', looksLike: 'good-wrong-check-digit' };
  const facts = compiled.goods.getByBarcode(priced.item);
  if (facts === undefined || priced.priceMinor === 0) return { kind: 'unknown', looksLike: 'good-unknown' };
  return atLabelPrice(goodOf(facts, 1000), priced.priceMinor);
}

/** What the label asks is what is paid: the weight that costs just so, or, where no gram hits it, one label at its price. */
function atLabelPrice(good: ScannedGood, priceMinor: number): ScannedGood {
  if (good.unit === 'kg' && good.unitPriceMinor > 0) {
    const quantityMilli = mulDiv(priceMinor, 1000, good.unitPriceMinor, 'half-up');
    if (quantityMilli > 0 && mulDiv(quantityMilli, good.unitPriceMinor, 1000, 'half-up') === priceMinor) return { ...good, quantityMilli };
  }
  return { ...good, unitPriceMinor: priceMinor };
}
