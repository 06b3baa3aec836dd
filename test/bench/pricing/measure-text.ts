/** What surrounds the arithmetic: JSON in and out, the bundle's text, memory over many baskets, and the option to explain. */
import { Basket } from '../../../agent/domain/basket/basket.ts';
import { checkBasket } from '../../../agent/domain/basket/check-basket.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { median } from '../quantile.ts';
import { loadForBench } from './contestants/engine.ts';
import type { WorkloadSale } from './sales.ts';
import { makeBaskets, makeWorkload } from './workload.ts';

const validateBasket = compileValidator(Basket);

/** Basket text in, priced text out, against reading the one and writing the other alone: p50 to p50. */
export function measureJson(compiled: CompiledBundle, lines: number): number {
  const sales = makeBaskets(lines, 200).map((sale) => ({ ...sale, priced: price(compiled, sale.input) }));
  let written = 0;
  const [whole, alone] = inTurns(sales, 30, [
    ({ text, input }) => {
      const checked = validateBasket(JSON.parse(text));
      if (!checked.ok || checkBasket(compiled, checked.value) !== undefined) throw new Error('a basket of the bench is refused');
      written += JSON.stringify(price(compiled, { ...input, basket: checked.value })).length;
    },
    ({ text, priced }) => {
      written += (JSON.parse(text) as { lines: unknown[] }).lines.length + JSON.stringify(priced).length;
    },
  ]);
  if (written === 0 || whole === undefined || alone === undefined) throw new Error('nothing was written');
  return whole / alone;
}

/** Loading and compiling a bundle's text against `JSON.parse` of it. */
export function measureLoading(text: string): { loadMs: number; parseMs: number } {
  const [loadMs, parseMs] = inTurns([text], 6, [(it) => void loadForBench(it), (it) => void JSON.parse(it)]).map((us) => us / 1_000);
  return { loadMs: loadMs ?? Number.NaN, parseMs: parseMs ?? Number.NaN };
}

/** By how many bytes the heap grew from the first tenth to the end of so many baskets, each with a good that nobody knows. Needs `--expose-gc`. */
export function measureMemory(compiled: CompiledBundle, baskets: number): number {
  const sales = makeBaskets(10, 500);
  const heapBytes = (): number => {
    if (globalThis.gc === undefined) throw new Error('the garbage collector is not exposed');
    globalThis.gc();
    return process.memoryUsage().heapUsed;
  };
  let before = 0;
  for (let index = 0; index < baskets; index += 1) {
    if (index === baskets / 10) before = heapBytes();
    const { input } = sales[index % sales.length] ?? failed();
    const lines = input.basket.lines.with(0, { lineId: '1', sku: `unknown-${index}`, quantityMilli: 1_000, unitPriceMinor: 10_000 });
    price(compiled, { ...input, basket: { lines } });
  }
  return heapBytes() - before;
}

/**
 * What pricing costs without an explanation, once explanations are asked for in between, against what it cost before any was. The two cannot take turns,
 * so the quietest round of each counts.
 */
export function measureExplain(compiled: CompiledBundle): { offRatio: number; onRatio: number } {
  const sales = makeBaskets(50, 200);
  const plain = ({ input }: WorkloadSale): void => void price(compiled, input);
  const explained = ({ input }: WorkloadSale): void => void price(compiled, { ...input, explain: true });
  const [before] = quietestRounds(sales, 40, [plain]);
  const [off, on] = quietestRounds(sales, 40, [plain, explained]);
  if (before === undefined || off === undefined || on === undefined) throw new Error('nothing was measured');
  return { offRatio: off / before, onRatio: on / before };
}

/** Bundles of so many promotions: with the whole catalogue, and with no goods at all. */
export function loadingTexts(rules: number): { bundle: string; promotions: string } {
  const bundle = makeWorkload(rules).bundleText;
  return { bundle, promotions: JSON.stringify({ ...(JSON.parse(bundle) as object), goods: {} }) };
}

/** @returns of each work the median of microseconds, without its first third, in which it is made fast */
function inTurns<T>(inputs: readonly T[], rounds: number, works: readonly ((input: T) => void)[]): number[] {
  return timesOf(inputs, rounds, works).map((byRound) => median(byRound.slice(rounds / 3).flat()));
}

/** @returns of each work the median of its fastest round */
function quietestRounds<T>(inputs: readonly T[], rounds: number, works: readonly ((input: T) => void)[]): number[] {
  return timesOf(inputs, rounds, works).map((byRound) => Math.min(...byRound.map(median)));
}

/** @returns microseconds by work, round and input; the works take turns, round by round */
function timesOf<T>(inputs: readonly T[], rounds: number, works: readonly ((input: T) => void)[]): number[][][] {
  const tookUs: number[][][] = works.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, work] of works.entries()) {
      tookUs[place]?.push(inputs.map((input) => {
        const fromMs = performance.now();
        work(input);
        return (performance.now() - fromMs) * 1_000;
      }));
    }
  }
  return tookUs;
}

function failed(): never {
  throw new RangeError('there are no baskets');
}
