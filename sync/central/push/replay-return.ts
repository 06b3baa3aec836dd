import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { canonicalJson } from '../../../agent/domain/canonical-json.ts';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { pendingTaken } from '../../../agent/domain/ledger/effects.ts';
import type { QuotedReturn, RecordedTerms, ReturnCommitted, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { quoteReturn, type ReturnQuote } from '../../../agent/domain/returns/quote-return.ts';
import { repriceKept } from '../../../agent/domain/returns/reprice-kept.ts';
import type { LineToReturn } from '../../../agent/domain/returns/cut-lines.ts';
import { firstReturnRules, type ReturnTerms } from '../../../agent/domain/returns/return-terms.ts';
import { coveredPoints } from '../../../agent/domain/returns/take-points-back.ts';
import type { ReturnableSale } from '../../../agent/domain/returns/returnable-sale.ts';
import { returnableOf, slipSaleOf } from '../../../agent/domain/returns/slip/slip-sale.ts';
import type { Finding } from './finding.ts';

/** A return quoted once more by the terms that it records. */
export interface ReturnReplay {
  quoted: QuotedReturn;
  /** The stated rules are not those of the bundle that it names */
  defect?: Finding['detail'];
  /** It cannot be checked here: what it states was taken for `quoted` where a price was needed */
  isBundleUnknown: boolean;
}

/** Hashes of the bundles that `quoteAgain` needs, besides that of a sale which arrives in the same batch. */
export function bundlesToQuote({ terms }: ReturnCommitted, sale: SaleCommitted | undefined): string[] {
  if (terms === undefined) return [];
  return terms.rules.refund === 'reprice' && sale !== undefined ? [terms.bundle.hash, sale.bundle.hash] : [terms.bundle.hash];
}

/** `earlier` are the returns of the sale that were taken before this one. A fault is a return that the sale cannot have had. */
export function quoteAgain(
  bundles: ReadonlyMap<string, CompiledBundle>,
  sale: SaleCommitted,
  earlier: readonly ReturnCommitted[],
  returned: ReturnCommitted,
): ReturnReplay | { fault: string } {
  const { terms, result, time } = returned;
  const compiled = terms === undefined ? undefined : bundles.get(terms.bundle.hash);
  // What the programme says counts, not what a till says that it says.
  const rules = compiled?.bundle.returns ?? terms?.rules ?? firstReturnRules;
  const bySlip = terms?.soldBy === 'slip';
  const isRepriced = rules.refund === 'reprice' && !bySlip && result.sharedBecause !== 'bundle-unknown';
  const soldUnder = isRepriced ? bundles.get(sale.bundle.hash) : undefined;
  const quote = quoteSafely(bySlip ? returnableOf(slipSaleOf(sale)) : sale, earlier, linesOf(result), {
    rules,
    today: time.localDate,
    ...(terms?.takes === undefined ? {} : { takes: terms.takes }),
    ...(terms?.balance === undefined ? {} : { availablePoints: terms.balance.availablePoints }),
    ...(soldUnder === undefined ? {} : { reprice: repriceKept(soldUnder, sale) }),
  });
  if ('fault' in quote) return quote;
  if (!quote.ok) return { fault: quote.code };
  const isPriceMissing = isRepriced && soldUnder === undefined && quote.quoted.sharedBecause !== undefined;
  const isBundleUnknown = isPriceMissing || (terms !== undefined && compiled === undefined);
  return { quoted: isPriceMissing ? result : quote.quoted, isBundleUnknown, ...falseRules(terms, compiled) };
}

/** What the centre's balance of this moment would have let the till take back, where that differs. `account` is from before the return. */
export function findReturnDrift({ terms, result }: ReturnCommitted, account: Account): Finding['detail'] | undefined {
  if (terms?.rules.pointsPolicy !== 'within_balance') return undefined;
  const { pointsGivenBack, pointsTakenBack, pointsShortfall = 0, lots = [] } = result;
  const pending = pendingTaken(lots);
  const covered = pending + coveredPoints(pointsTakenBack - pending + pointsShortfall, account.availablePoints, pointsGivenBack);
  return covered === pointsTakenBack ? undefined : { what: 'balance', statedPointsTakenBack: pointsTakenBack, pointsTakenBack: covered };
}

function falseRules(terms: RecordedTerms | undefined, compiled: CompiledBundle | undefined): Pick<ReturnReplay, 'defect'> {
  if (terms === undefined || compiled === undefined) return {};
  const { returns } = compiled.bundle;
  if (canonicalJson(returns) === canonicalJson(terms.rules)) return {};
  return { defect: { what: 'return-rules', statedPolicy: terms.rules.pointsPolicy, policy: returns.pointsPolicy, statedRefund: terms.rules.refund ?? 'share', refund: returns.refund ?? 'share' } };
}

function linesOf({ lines }: QuotedReturn): LineToReturn[] {
  return lines.map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli }));
}

function quoteSafely(sale: ReturnableSale, earlier: readonly ReturnCommitted[], lines: readonly LineToReturn[], terms: ReturnTerms): ReturnQuote | { fault: string } {
  try {
    return quoteReturn(sale, earlier.map(({ result }) => result), lines, terms);
  } catch (error) {
    // a broken sale must not stop the journal of its till: its return is parked with this as its reason
    return { fault: String(error) };
  }
}
