import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoShopFolder } from '../../agent/cli/project.ts';
import type { Bundle } from '../../agent/domain/bundle/bundle.ts';

/** One sale as two bodies for the local API. */
export interface DemoSale {
  saleId: string;
  put: string;
  commit: string;
}

/** Sales of one to twelve goods of the demo shop, three of four with a card that is in use. The same order in every run. */
export function demoSales(): () => DemoSale {
  const bundle = JSON.parse(readFileSync(join(demoShopFolder, 'bundle.json'), 'utf8')) as Bundle;
  const { accounts } = JSON.parse(readFileSync(join(demoShopFolder, 'customers.json'), 'utf8')) as { accounts: readonly { cards: readonly { number: string; state: string }[] }[] };
  const goods = Object.entries(bundle.goods);
  const cards = accounts.flatMap((account) => account.cards.filter((card) => card.state === 'active').map((card) => card.number));
  let count = 0;
  return () => {
    count += 1;
    const lines = Array.from({ length: 1 + (count % 12) }, (_, index) => {
      // Steps without a common divisor with the numbers of goods and cards go round all of them.
      const [sku, good] = goods[(count * 37 + index * 101) % goods.length] ?? ['', undefined];
      if (good === undefined) throw new Error('the demo shop has no goods');
      return { sku, quantityMilli: good.unit === 'kg' ? 250 + ((count * 13) % 1_500) : 1_000 * (1 + (count % 3)), unitPriceMinor: good.priceMinor };
    });
    const code = cards[(count * 71) % cards.length];
    const customer = count % 4 === 0 || code === undefined ? {} : { customer: { code } };
    return { saleId: randomUUID(), put: JSON.stringify({ baseRevision: 0, lines, ...customer }), commit: JSON.stringify({ revision: 1, receipt: { number: `B-${count}` } }) };
  };
}
