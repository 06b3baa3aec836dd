import { checkBasket } from '../basket/check-basket.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { PricedSale } from '../pricing/priced-sale.ts';
import { price } from '../pricing/price.ts';
import type { GoldenReceipt } from './bundle.ts';
import type { CompiledBundle } from './compiled.ts';

export interface GoldenMismatch {
  /** The golden receipt's name */
  name: string;
  detail: string;
}

/** Prices every golden receipt of the bundle and names those that come out otherwise than the bundle says. Empty: this engine understands the bundle. */
export function replayGoldenReceipts(compiled: CompiledBundle): GoldenMismatch[] {
  return compiled.bundle.goldenReceipts.flatMap((receipt) => {
    const detail = replay(compiled, receipt);
    return detail === undefined ? [] : [{ name: receipt.name, detail }];
  });
}

/** What a golden receipt's `expected` must be for this engine: the priced sale without the bundle, whose hash would contain itself. */
export function goldenResult(priced: PricedSale): GoldenReceipt['expected'] {
  const { bundle: _bundle, ...expected } = priced;
  return expected;
}

function replay(compiled: CompiledBundle, receipt: GoldenReceipt): string | undefined {
  const problem = checkBasket(compiled, receipt.basket);
  if (problem !== undefined) return `the basket cannot be priced: ${problem.path} ${problem.detail}`;
  const { name: _name, expected, ...input } = receipt;
  const actual = goldenResult(price(compiled, input));
  for (const [field, value] of Object.entries(expected)) {
    const wanted = canonicalJson(value);
    const got = canonicalJson(actual[field as keyof typeof actual]);
    if (wanted !== got) return `${field} must be ${shorten(wanted)} and is ${shorten(got)}`;
  }
  return undefined;
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
