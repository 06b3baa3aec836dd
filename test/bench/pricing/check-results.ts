import { isDeepStrictEqual } from 'node:util';
import type { Contestant, Prepared } from './contestants/contestant.ts';
import type { FlatResult } from './flat.ts';
import { priceNaively } from './naive.ts';
import type { WorkloadSale } from './sales.ts';
import type { Workload } from './workload.ts';

/** Throws where a contestant that can say the same says something else than the reference. The order in which it names what applied is its own. */
export async function checkResults({ goods, rules }: Workload, sales: readonly WorkloadSale[], prepared: readonly { contestant: Contestant; prepared: Prepared }[]): Promise<void> {
  for (const sale of sales) {
    const expected = inOneOrder(priceNaively(goods, rules, sale.flat));
    for (const { contestant, prepared: { run, result } } of prepared) {
      if (result === undefined) continue;
      const given = inOneOrder(result(await run(sale)));
      if (isDeepStrictEqual(given, expected)) continue;
      throw new Error(`${contestant.name} says ${JSON.stringify(given)} of ${rules.length} rules and a basket of ${sale.flat.lines.length} lines; the reference says ${JSON.stringify(expected)}`);
    }
  }
}

function inOneOrder(result: FlatResult): FlatResult {
  return { ...result, applied: result.applied.toSorted() };
}
