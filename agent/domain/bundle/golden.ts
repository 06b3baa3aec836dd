import { checkBasket } from '../basket/check-basket.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { PricedSale } from '../pricing/priced-sale.ts';
import { price } from '../pricing/price.ts';
import { weekdayOf } from '../time/calendar.ts';
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
  const { storeId, time } = receipt;
  // A receipt of a store that is not there, or of a Sunday that was a Monday, would prove something else than its author meant.
  if (!compiled.bundle.stores.some(({ id }) => id === storeId)) return `storeId names store "${storeId}", which is not there`;
  const weekday = weekdayOf(time.localDate);
  if (time.weekday !== weekday) return `time/weekday must be ${weekday} on ${time.localDate} and is ${time.weekday}`;
  const problem = checkBasket(compiled, receipt.basket);
  if (problem !== undefined) return `the basket cannot be priced: ${problem.path} ${problem.detail}`;
  const { name: _name, expected, ...input } = receipt;
  const actual = goldenResult(price(compiled, input));
  for (const [field, value] of Object.entries(expected)) {
    const wanted = canonicalJson(value);
    const given = actual[field as keyof typeof actual];
    if (given === undefined) return `${field} must be ${excerpt(wanted, 0)} and is absent`;
    const got = canonicalJson(given);
    if (wanted !== got) return `${field} ${difference(wanted, got)}`;
  }
  return undefined;
}

/** Both texts around the place where they part: in a long list of lines it may lie far behind the beginning. */
function difference(wanted: string, got: string): string {
  let at = 0;
  while (at < wanted.length && wanted[at] === got[at]) at += 1;
  const from = Math.max(0, at - 100);
  return `must be ${excerpt(wanted, from)} and is ${excerpt(got, from)}`;
}

function excerpt(text: string, from: number): string {
  const to = from + 200;
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}
