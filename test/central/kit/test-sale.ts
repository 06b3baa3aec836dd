import { createHash, randomUUID } from 'node:crypto';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import { returnEffects, saleEffects } from '../../../agent/domain/ledger/effects.ts';
import type { HoldReleased, QuotedReturn, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { Static } from 'typebox';
import { price } from '../../../agent/domain/pricing/price.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import { repriceKept } from '../../../agent/domain/returns/reprice-kept.ts';
import { firstReturnRules } from '../../../agent/domain/returns/return-terms.ts';
import type { ShopAccount } from '../../../sync/central/shop/shop-folder.ts';
import { testTime } from './test-shop.ts';

export function compileTestBundle(bundle: Bundle): CompiledBundle {
  const text = JSON.stringify(bundle);
  const loaded = loadBundle(text, createHash('sha256').update(text).digest('hex'));
  if (!loaded.ok) throw new Error(`${loaded.invalid.path}: ${loaded.invalid.detail}`);
  return loaded.compiled;
}

export interface SaleWish {
  saleId?: string;
  /** Who buys, as the till knows them; anonymous where left out */
  customer?: ShopAccount;
  /** What the till believes them to have */
  availablePoints?: number;
  redeem?: { holdId: string; points: number };
  milk?: number;
  bread?: number;
}

/** A sale as an honest till writes it: priced by the same engine. */
export function testSale(compiled: CompiledBundle, wish: SaleWish = {}): SaleCommitted {
  const { customer, redeem, milk = 2, bread = 1 } = wish;
  const { bundle } = compiled;
  const lines = [
    { lineId: '1', sku: 'milk', quantityMilli: milk * 1000, unitPriceMinor: 50_000 },
    { lineId: '2', sku: 'bread', quantityMilli: bread * 1000, unitPriceMinor: 20_000 },
  ].filter((line) => line.quantityMilli > 0);
  const basket = { lines };
  const state = customer === undefined ? undefined : {
    accountId: customer.accountId, tier: customer.tier, availablePoints: wish.availablePoints ?? customer.openingPoints, holds: [],
    ...(customer.givenName === undefined ? {} : { givenName: customer.givenName }),
    ...(customer.birthday === undefined ? {} : { birthday: customer.birthday }),
    ...(customer.favourite === undefined ? {} : { favourite: customer.favourite }),
    card: customer.cards[0]!,
  };
  const result = price(compiled, {
    basket, storeId: 'store-1', time: testTime,
    ...(state === undefined ? {} : { customer: state, identifiedBy: 'scan' }),
    ...(redeem === undefined ? {} : { redeemPoints: redeem.points }),
  });
  return {
    programmeId: bundle.programmeId, saleId: wish.saleId ?? randomUUID(), storeId: 'store-1', tillId: 'till-1',
    receipt: { number: '1' }, time: testTime, bundle: { serial: bundle.serial, hash: compiled.hash, semantics: bundle.semantics },
    basket, ...(state === undefined ? {} : { accountId: state.accountId, customer: { state, identifiedBy: 'scan', cursor: 0, through: 0 } }),
    // in the order of the agent
    result, effects: state === undefined ? [] : saleEffects(result),
    ...(redeem === undefined ? {} : { redemption: redeem }),
  };
}

/** By what a return is made. */
export interface ReturnBy {
  /** Whose rules; none are recorded where left out, as before there were several */
  compiled?: CompiledBundle;
  /** What the till believes the customer to have */
  availablePoints?: number;
  /** Ids of the returns in `earlier`, where the till says which it counted */
  knew?: readonly string[];
  /** The bundle of the sale; the till does not have it where left out */
  soldUnder?: CompiledBundle;
}

/** A return of these quantities (in thousandths, by line), or of all that is left, as an honest till writes it: quoted by the same rules. */
export function testReturn(sale: SaleCommitted, earlier: readonly QuotedReturn[] = [], lines: Readonly<Record<string, number>> | 'rest' = 'rest', by: ReturnBy = {}): ReturnCommitted {
  const { compiled, availablePoints, soldUnder, knew } = by;
  const wanted = lines === 'rest' ? 'rest' : Object.entries(lines).map(([lineId, quantityMilli]) => ({ lineId, quantityMilli }));
  const rules = compiled?.bundle.returns ?? firstReturnRules;
  const quote = quoteReturn(sale, earlier, wanted, {
    rules,
    today: sale.time.localDate,
    ...(availablePoints === undefined ? {} : { availablePoints }),
    ...(soldUnder === undefined ? {} : { reprice: repriceKept(soldUnder, sale) }),
  });
  if (!quote.ok) throw new Error(quote.code);
  const { programmeId, saleId, storeId, tillId, accountId, time } = sale;
  const balance = availablePoints === undefined ? {} : { balance: { availablePoints, cursor: 0, through: 0 } };
  return {
    programmeId, returnId: randomUUID(), saleId, storeId, tillId, receipt: { number: '2' }, time, result: quote.quoted,
    ...(compiled === undefined ? {} : { terms: { bundle: { serial: compiled.bundle.serial, hash: compiled.hash }, rules, ...(knew === undefined ? {} : { knew: [...knew] }), ...balance } }),
    ...(accountId === undefined ? { effects: [] } : { accountId, effects: returnEffects(quote.quoted) }),
  };
}

export function testRelease(holdId: string, account: ShopAccount): Static<typeof HoldReleased> {
  return { programmeId: 'test', holdId, saleId: 'sale-of-hold', accountId: account.accountId, reason: 'dropped', effects: [] };
}
