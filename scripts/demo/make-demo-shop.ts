import { createHash } from 'node:crypto';
import { seededRandom } from '../../agent/cli/replay/random.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';
import { goldenResult } from '../../agent/domain/bundle/golden.ts';
import { loadBundle } from '../../agent/domain/bundle/load.ts';
import { price } from '../../agent/domain/pricing/price.ts';
import { categories } from './categories.ts';
import { makeCustomers } from './customers.ts';
import { goldenInputs } from './receipts/golden-receipts.ts';
import { makePersonas } from './personas.ts';
import { exclusions, groups, makePromotions } from './promotions/make-promotions.ts';
import { makeStaff } from './staff.ts';
import { readGoods } from './read-goods.ts';
import { programme, ranges } from './shop-data.ts';
import { linesOfJson } from './write-json.ts';

const seed = 20_260_101;
const customerCount = 2_000;

/** The files of the demo's shop folder, as text by path. The same bytes each time. Throws where the bundle is not one that a till would take. */
export function makeDemoShop(): Map<string, string> {
  const goods = readGoods();
  const skus = new Map(Object.entries(goods).map(([sku, good]) => [good.name.ru, sku]));
  const skuOf = (russianName: string): string => {
    const sku = skus.get(russianName);
    if (sku === undefined) throw new Error(`there is no good named "${russianName}"`);
    return sku;
  };
  const priceMinorOf = (sku: string): number => goods[sku]?.priceMinor ?? 0;

  const draft: Bundle = { ...programme, categories: [...categories], goods, groups: [...groups], exclusions: [...exclusions], promotions: makePromotions(skuOf), goldenReceipts: [] };
  const compiled = load(JSON.stringify(draft));
  const goldenReceipts = goldenInputs({ skuOf, priceMinorOf }).map((receipt) => ({ ...receipt, expected: goldenResult(price(compiled, receipt)) }));

  const bundle = linesOfJson({ ...draft, goldenReceipts });
  load(bundle);
  const accounts = makeCustomers(seededRandom(seed), customerCount);
  return new Map([
    ['bundle.json', bundle],
    ['customers.json', linesOfJson({ accounts })],
    ['number-ranges.json', linesOfJson({ ranges })],
    ['staff.json', linesOfJson({ members: makeStaff() })],
    ...[...makePersonas(accounts)].map(([name, persona]): [string, string] => [`personas/${name}.json`, linesOfJson(persona)]),
  ]);
}

function load(text: string) {
  const loaded = loadBundle(text, createHash('sha256').update(text).digest('hex'));
  if (!loaded.ok) throw new Error(`the demo bundle is refused at ${loaded.invalid.path}: ${loaded.invalid.detail}`);
  return loaded.compiled;
}
