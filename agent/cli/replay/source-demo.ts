import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, Good } from '../../domain/bundle/bundle.ts';
import { CliFailure } from '../cli-failure.ts';
import { demoShopFolder } from '../project.ts';
import type { InputLine, InputReceipt, ReplayInput } from './input-receipt.ts';
import { seededRandom, type Random } from './random.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { shown, type ReplayShop } from './replay-shop.ts';

const cardShare = 0.8;
/** Of the receipts with a card: somebody shows one of another chain, or a damaged one */
const unknownCardShare = 0.02;
const cancellationShare = 0.05;
/** Regulars: the same faces come again, so that balances move more than once */
const regulars = 300;
const unknownCustomer = 'unknown';
/** Has the form of a card of the chain, and nobody has it */
const unknownCode = '059999';

/** The demo shop of resources/demo. */
export function openDemoShop(): ReplayShop & { bundle: Bundle } {
  const bundle = readJson(join(demoShopFolder, 'bundle.json')) as Bundle;
  const { accounts } = readJson(join(demoShopFolder, 'customers.json')) as { accounts: ShopAccount[] };
  const cards = new Map(accounts.map((account) => [account.accountId, account.cards]));
  return {
    bundle,
    folder: demoShopFolder,
    storeIds: bundle.stores.map(({ id }) => id),
    accounts,
    showCard: (customer, random) => {
      if (customer === unknownCustomer) return { code: unknownCode, identifiedBy: 'typed' };
      const [first, ...rest] = cards.get(customer) ?? [];
      return first === undefined ? undefined : shown(random.pick([first, ...rest]).number, random);
    },
  };
}

/** Makes `count` receipts of the demo shop; a few of them cancel goods of earlier ones. The customer of a receipt is an account id. */
export function makeDemoReceipts(shop: ReplayShop & { bundle: Bundle }, count: number, seed: number): ReplayInput {
  const random = seededRandom(seed);
  const goods = Object.entries(shop.bundle.goods);
  const customers = random.shuffle(shop.accounts).slice(0, regulars);
  const receipts: InputReceipt[] = [];
  for (let number = 1; number <= count; number += 1) {
    const cancelled = random.chance(cancellationShare) ? pickKnownSale(receipts, random) : undefined;
    receipts.push(cancelled === undefined ? makeSale(String(number), goods, customers, random) : makeCancellation(`C${number}`, cancelled, random));
  }
  const names = new Map(goods.map(([sku, good]) => [sku, good.name.ru]));
  return { receipts, skippedLines: { notGoods: 0, quantityNotPositive: 0, priceNotPositive: 0, priceTooFine: 0 }, skippedReceipts: 0, names };
}

function makeSale(number: string, goods: readonly [string, Good][], customers: readonly ShopAccount[], random: Random): InputReceipt {
  const lines = Array.from({ length: random.between(1, 14) }, (): InputLine => {
    const [sku, good] = random.pick(goods);
    const quantityMilli = good.unit === 'kg' ? random.between(80, 3_000) : (random.chance(0.75) ? 1 : random.between(2, 6)) * 1000;
    return { sku, quantityMilli, unitPriceMinor: good.priceMinor };
  });
  if (!random.chance(cardShare)) return { number, kind: 'sale', lines };
  return { number, kind: 'sale', customer: random.chance(unknownCardShare) ? unknownCustomer : random.pick(customers).accountId, lines };
}

function pickKnownSale(receipts: readonly InputReceipt[], random: Random): InputReceipt | undefined {
  const known = receipts.filter((receipt) => receipt.kind === 'sale' && receipt.customer !== undefined);
  return known.length === 0 ? undefined : random.pick(known);
}

/** One line comes back, all of it or a part. */
function makeCancellation(number: string, sale: InputReceipt, random: Random): InputReceipt {
  const line = random.pick(sale.lines);
  const isPart = line.quantityMilli % 1000 === 0 && line.quantityMilli > 1000 && random.chance(0.5);
  return { number, kind: 'cancellation', ...(sale.customer === undefined ? {} : { customer: sale.customer }), lines: [{ ...line, quantityMilli: isPart ? 1000 : line.quantityMilli }] };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CliFailure('shop-invalid', `the demo shop's ${path} cannot be read: ${String(error)}`, 1, { cause: error });
  }
}
