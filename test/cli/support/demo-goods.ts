import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { demoShopFolder } from '../../../agent/cli/project.ts';

export const demoBundleFile = join(demoShopFolder, 'bundle.json');

/** `count` goods of the demo shop as basket lines, sold by the piece. */
export function demoLines(count: number): { sku: string; quantityMilli: number; unitPriceMinor: number }[] {
  const { goods } = JSON.parse(readFileSync(demoBundleFile, 'utf8')) as Bundle;
  return Object.entries(goods)
    .filter(([, good]) => good.unit === 'piece')
    .slice(0, count)
    .map(([sku, good], index) => ({ sku, quantityMilli: 1_000 * (1 + (index % 3)), unitPriceMinor: good.priceMinor }));
}

/** A card that is in use, of a customer who has points. */
export function richCard(): string {
  const { accounts } = JSON.parse(readFileSync(join(demoShopFolder, 'customers.json'), 'utf8')) as {
    accounts: readonly { openingPoints: number; cards: readonly { number: string; state: string }[] }[];
  };
  const card = accounts.filter((account) => account.openingPoints > 5_000).flatMap((account) => account.cards).find(({ state }) => state === 'active');
  if (card === undefined) throw new Error('the demo shop has no rich customer');
  return card.number;
}
