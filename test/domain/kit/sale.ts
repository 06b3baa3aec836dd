import type { SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import type { PricedLine, PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { saleEffects } from '../../../agent/domain/ledger/effects.ts';
import type { PricingInput } from '../../../agent/domain/pricing/pricing-input.ts';
import type { ReturnTerms } from '../../../agent/domain/returns/return-terms.ts';
import { exampleHash, timeAt } from './shop.ts';

/** All points due are taken back, and each line gives back its share: the rules of a programme that says no more. */
export const plainTerms: ReturnTerms = { rules: { pointsPolicy: 'allow_negative' }, today: '2026-11-22', takes: 'pending-first' };

/** A priced line of milk; `changes` must keep its amounts in line with one another. */
export function soldLine(changes: Partial<PricedLine> = {}): PricedLine {
  return {
    lineId: '1', sku: 'milk', quantityMilli: 1000, unitPriceMinor: 500, grossMinor: 500, discounts: [], netMinor: 500,
    pointsPaidMinor: 0, pointsSpent: 0, payableMinor: 500, pointsEarned: 0, ...changes,
  };
}

/** A committed sale of these lines by account-1. */
export function saleOf(lines: PricedLine[], changes: Partial<SaleCommitted> = {}): SaleCommitted {
  return saleOfPriced(pricedOf(lines), changes);
}

export function saleOfPriced(result: PricedSale, changes: Partial<SaleCommitted> = {}): SaleCommitted {
  return {
    programmeId: 'example', saleId: 'sale-1', storeId: 'centre', tillId: 'till-1', accountId: 'account-1', receipt: { number: '1' }, time: timeAt(),
    bundle: { serial: 7, hash: exampleHash, semantics: 1 },
    basket: { lines: result.lines.map(({ lineId, sku, quantityMilli, unitPriceMinor }) => ({ lineId, sku, quantityMilli, unitPriceMinor })) },
    result,
    effects: saleEffects(result),
    ...changes,
  };
}

/** The sale that an input of the engine came to, with that input recorded. */
export function saleOfInput(input: PricingInput, result: PricedSale): SaleCommitted {
  const { basket, customer, identifiedBy, redeemPoints, mayRedeem, storeId, tillId, agentVersion, programme, time } = input;
  return saleOfPriced(result, {
    basket,
    storeId,
    time,
    ...(tillId === undefined ? {} : { tillId }),
    ...(agentVersion === undefined ? {} : { agentVersion }),
    ...(programme === undefined ? {} : { programme }),
    ...(mayRedeem === undefined ? {} : { mayRedeem }),
    ...(customer === undefined || identifiedBy === undefined ? {} : { customer: { state: customer, identifiedBy, cursor: 0, through: 0 } }),
    ...(redeemPoints === undefined ? {} : { redemption: { holdId: 'hold-1', points: redeemPoints } }),
  });
}

function pricedOf(lines: PricedLine[]): PricedSale {
  const sumOf = (amountOf: (line: PricedLine) => number): number => lines.reduce((sum, line) => sum + amountOf(line), 0);
  return {
    semantics: 1,
    bundle: { serial: 7, hash: exampleHash },
    lines,
    grossMinor: sumOf((line) => line.grossMinor),
    discountMinor: sumOf((line) => line.grossMinor - line.netMinor),
    netMinor: sumOf((line) => line.netMinor),
    pointsSpent: sumOf((line) => line.pointsSpent),
    pointsPaidMinor: sumOf((line) => line.pointsPaidMinor),
    payableMinor: sumOf((line) => line.payableMinor),
    pointsEarned: sumOf((line) => line.pointsEarned),
    promotions: [],
    redeemable: { maxPoints: 0, limitedBy: 'balance' },
    messages: [],
  };
}
