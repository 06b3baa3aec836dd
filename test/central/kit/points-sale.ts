import type { BasketLine } from '../../../agent/domain/basket/basket.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { customerState } from '../../../agent/domain/customer/customer-state.ts';
import { returnEffects, saleEffects } from '../../../agent/domain/ledger/effects.ts';
import { countsOf } from '../../../agent/domain/operations/sale-counts.ts';
import type { QuotedReturn, Redemption, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import type { MayRedeem } from '../../../agent/domain/pricing/priced-sale.ts';
import type { ProgrammeState } from '../../../agent/domain/pricing/programme-state.ts';
import { quoteReturn } from '../../../agent/domain/returns/quote-return.ts';
import type { BusinessTime } from '../../../agent/domain/time/business-time.ts';

export interface PointsSaleWish {
  saleId: string;
  time: BusinessTime;
  /** As the till knows it; nobody where left out */
  account?: Account;
  redeem?: Redemption;
  /** What the till might let go, where it could not ask */
  mayRedeem?: MayRedeem;
  tillId?: string;
  coupons?: string[];
  programme?: ProgrammeState;
  milk?: number;
}

/** A sale of milk as an honest till of this release writes it. */
export function pointsSale(compiled: CompiledBundle, { saleId, time, account, redeem, mayRedeem, coupons, programme, tillId = 'till-1', milk = 2 }: PointsSaleWish): SaleCommitted {
  const lines: BasketLine[] = [{ lineId: '1', sku: 'milk', quantityMilli: milk * 1000, unitPriceMinor: 50_000 }];
  const basket = { lines, ...(coupons === undefined ? {} : { coupons }) };
  const state = account === undefined ? undefined : customerState(account, account.cards[0]!.number)!;
  const result = price(compiled, {
    basket, storeId: 'store-1', tillId, time,
    ...(programme === undefined ? {} : { programme }),
    ...(state === undefined ? {} : { customer: state, identifiedBy: 'scan' as const }),
    ...(redeem === undefined ? {} : { redeemPoints: redeem.points }),
    ...(mayRedeem === undefined ? {} : { mayRedeem }),
  });
  const { bundle, hash } = compiled;
  const sale: SaleCommitted = {
    programmeId: bundle.programmeId, saleId, storeId: 'store-1', tillId, receipt: { number: saleId }, time,
    bundle: { serial: bundle.serial, hash, semantics: bundle.semantics }, basket, result,
    ...(programme === undefined ? {} : { programme }),
    ...(redeem === undefined ? {} : { redemption: redeem }),
    ...(mayRedeem === undefined ? {} : { mayRedeem }),
    ...(state === undefined ? { effects: [] } : { accountId: state.accountId, customer: { state, identifiedBy: 'scan', cursor: 0, through: 0 }, effects: saleEffects(result, redeem) }),
  };
  const counts = countsOf(compiled, sale);
  return counts === undefined ? sale : { ...sale, counts };
}

/** The return of all that is left of a sale, or of so many of its goods. */
export function pointsReturn(compiled: CompiledBundle, sale: SaleCommitted, returnId: string, time: BusinessTime, earlier: readonly QuotedReturn[] = [], pieces?: number): ReturnCommitted {
  const rules = compiled.bundle.returns;
  const lines = pieces === undefined ? 'rest' as const : [{ lineId: '1', quantityMilli: pieces * 1000 }];
  const quote = quoteReturn(sale, earlier, lines, { rules, today: time.localDate, takes: 'pending-first' });
  if (!quote.ok) throw new Error(quote.code);
  const { programmeId, saleId, storeId, tillId, accountId } = sale;
  return {
    programmeId, returnId, saleId, storeId, tillId, receipt: { number: returnId }, time, result: quote.quoted,
    terms: { bundle: { serial: compiled.bundle.serial, hash: compiled.hash }, rules, takes: 'pending-first' },
    ...(accountId === undefined ? { effects: [] } : { accountId, effects: returnEffects(quote.quoted) }),
  };
}
