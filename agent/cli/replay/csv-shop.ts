import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import type { Bundle, GoldenReceipt } from '../../domain/bundle/bundle.ts';
import { goldenResult } from '../../domain/bundle/golden.ts';
import { loadBundle } from '../../domain/bundle/load.ts';
import type { CardState } from '../../domain/cards/card.ts';
import { makeCardNumber } from '../../domain/cards/card-number.ts';
import { price } from '../../domain/pricing/price.ts';
import { businessTimeAt } from '../../host/clock/business-time.ts';
import { csvGoods, familyOf, named } from './csv-goods.ts';
import { csvGroups, csvPromotions } from './csv-promotions.ts';
import type { InputReceipt, ReplayInput } from './input-receipt.ts';
import { seededRandom, type Random } from './random.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { shown, type ReplayShop } from './replay-shop.ts';

const storeIds = ['store-1', 'store-2', 'store-3'] as const;
const cardScheme: Bundle['cardSchemes'][number] = { id: 'replay', name: named('Replay card'), prefix: '290088', storeDigits: 2, serialDigits: 4, check: 'ean13' };
const lastSerial = 9_999;
const timeZone = 'Europe/London';
/** Any fixed instant: golden receipts must not depend on the day of the run. */
const goldenInstantMs = Date.UTC(2026, 0, 15, 12);
const goldenCount = 3;

/** Makes the shop folder for these receipts: their goods, promotions that they hit, and a card with points for every customer. */
export function makeCsvShop(folder: string, input: ReplayInput, seed: number): ReplayShop {
  const customers = [...new Set(input.receipts.flatMap((receipt) => receipt.customer ?? []))].sort();
  const accounts = makeAccounts(input, customers, seededRandom(seed));
  const bundle = makeBundle(input);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bundle.json'), JSON.stringify(bundle));
  writeFileSync(join(folder, 'customers.json'), JSON.stringify({ accounts }));
  const cards = new Map(customers.map((customer, place) => [customer, accounts[place]?.cards[0]?.number]));
  return {
    folder,
    storeIds,
    accounts,
    showCard: (customer, random) => {
      const number = cards.get(customer);
      return number === undefined ? undefined : shown(number, random);
    },
  };
}

function makeBundle(input: ReplayInput): Bundle {
  const goods = csvGoods(input);
  const draft: Bundle = {
    format: 1,
    semantics: 1,
    serial: 1,
    programmeId: 'replay',
    name: named('Replay'),
    currency: { code: 'GBP', exponent: 2 },
    points: { scale: 0, valueMinor: 1 },
    timeZone,
    stores: storeIds.map((id) => ({ id, name: named(id), region: 'uk' })),
    cardSchemes: [cardScheme],
    weightCodes: [],
    categories: goods.categories,
    tiers: [{ id: 'standard', name: named('Standard') }, { id: 'gold', name: named('Gold') }],
    goods: goods.goods,
    groups: csvGroups,
    promotions: csvPromotions(goods),
    // A typed number is not enough to spend points here: some sales must be told so
    redemption: { maxShareBasisPoints: 5_000, stepPoints: 1, minStrengthToRedeem: 'scan', offline: 'never', holdSeconds: 86_400 },
    returns: { pointsPolicy: 'allow_negative' },
    caps: { maxLineDiscountBasisPoints: 5_000, maxReceiptDiscountBasisPoints: 4_000 },
    goldenReceipts: [],
  };
  return { ...draft, goldenReceipts: makeGoldenReceipts(draft, input.receipts) };
}

/** The first sales of the input, as this engine prices them: every till must come to the same. */
function makeGoldenReceipts(draft: Bundle, receipts: readonly InputReceipt[]): GoldenReceipt[] {
  const text = JSON.stringify(draft);
  const loaded = loadBundle(text, createHash('sha256').update(text).digest('hex'));
  if (!loaded.ok) throw new Error(`the replay made a bundle that is refused at ${loaded.invalid.path}: ${loaded.invalid.detail}`);
  const { compiled } = loaded;
  return receipts.filter((receipt) => receipt.kind === 'sale').slice(0, goldenCount).map((receipt) => {
    const golden = {
      name: `invoice ${receipt.number}`,
      basket: { lines: receipt.lines.map((line, place) => ({ lineId: String(place + 1), ...line })) },
      storeId: storeIds[0],
      time: businessTimeAt(goldenInstantMs, timeZone),
    };
    return { ...golden, expected: goldenResult(price(compiled, golden)) };
  });
}

/** One account for each customer, in their order. */
function makeAccounts(input: ReplayInput, customers: readonly string[], random: Random): ShopAccount[] {
  const families = [...new Set(input.receipts.flatMap((receipt) => receipt.lines.map((line) => familyOf(line.sku))))].sort();
  return customers.map((customer, place) => ({
    accountId: /^[A-Za-z0-9]{1,40}$/.test(customer) ? `cust-${customer}` : `cust-no-${place + 1}`,
    tier: random.chance(0.15) ? 'gold' : 'standard',
    ...(random.chance(0.6) ? { favourite: { categoryId: random.pick(families), until: '2099-12-31' } } : {}),
    openingPoints: random.chance(0.1) ? 0 : random.between(100, 20_000),
    cards: [{ number: makeCardNumber(cardScheme, 1 + Math.floor(place / lastSerial), 1 + (place % lastSerial)), state: pickState(random) }],
  }));
}

function pickState(random: Random): CardState {
  const roll = random.next();
  if (roll < 0.95) return 'active';
  if (roll < 0.97) return 'restricted';
  return roll < 0.985 ? 'issued' : 'blocked';
}
