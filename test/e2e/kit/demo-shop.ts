import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './project-folder.ts';

/** What the tests need of the demo shop, read from its own files, so that a shop made anew does not break them. */
interface Bundle {
  goods: Record<string, { name: { ru: string; kk?: string }; categoryId: string; unit: 'piece' | 'kg'; priceMinor: number; barcodes: string[]; noRedemption?: true; noDiscount?: true }>;
}
interface Customers {
  accounts: { accountId: string; tier: string; givenName?: string; birthday?: string; favourite?: { categoryId: string }; openingPoints: number; cards: { number: string; state: string }[] }[];
}
export interface DemoGood {
  sku: string;
  name: string;
  barcode: string;
  priceMinor: number;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(projectFolder, 'resources/demo', file), 'utf8'));
const bundle = read('bundle.json') as Bundle;
const customers = read('customers.json') as Customers;

/** Goods sold by the piece in a category, in the order of their codes. */
export function demoGoods(categoryId: string): DemoGood[] {
  return Object.entries(bundle.goods)
    .filter(([, good]) => good.categoryId === categoryId && good.unit === 'piece')
    .map(([sku, good]) => ({ sku, name: good.name.ru, barcode: good.barcodes[0] ?? '', priceMinor: good.priceMinor }));
}

/** The weight barcode of the first good that is sold by weight, for so many grams. */
export function demoWeighed(grams: number): { name: string; code: string } {
  const [, good] = Object.entries(bundle.goods).find(([, each]) => each.unit === 'kg') ?? [];
  if (good === undefined) throw new Error('The demo shop weighs nothing');
  const twelve = `22${good.barcodes[0]}${String(grams).padStart(5, '0')}`;
  const sum = Array.from(twelve).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return { name: good.name.ru, code: `${twelve}${(10 - (sum % 10)) % 10}` };
}

export interface DemoCustomer {
  name: string;
  card: string;
  points: number;
}

/** The first customer of this tier with one card, which works, and at least so many points. */
export function demoCustomer(tier: string, minPoints: number, accept: (account: Customers['accounts'][number]) => boolean = () => true): DemoCustomer {
  const account = customers.accounts.find((each) => each.tier === tier && each.givenName !== undefined && each.openingPoints >= minPoints && each.cards.length === 1 && each.cards[0]?.state === 'active' && accept(each));
  const card = account?.cards[0]?.number;
  if (account?.givenName === undefined || card === undefined) throw new Error(`The demo shop has no such ${tier} customer`);
  return { name: account.givenName, card, points: account.openingPoints };
}

/** Every card that works of a customer with a name, in the order of the shop's customers. */
export function demoActiveCards(): string[] {
  return customers.accounts.filter((account) => account.givenName !== undefined).flatMap((account) => account.cards).filter((card) => card.state === 'active').map((card) => card.number);
}

/** Cards that somebody was given and that cannot spend yet. */
export function demoIssuedCards(): string[] {
  return customers.accounts.flatMap((account) => account.cards).filter((card) => card.state === 'issued').map((card) => card.number);
}

export function demoBlockedCard(): string {
  const card = customers.accounts.flatMap((account) => account.cards).find((each) => each.state === 'blocked');
  if (card === undefined) throw new Error('The demo shop has no blocked card');
  return card.number;
}
