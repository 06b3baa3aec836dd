import type { Accrual } from '../../pricing/priced-sale.ts';
import { postsPending } from '../../ledger/lot.ts';
import type { ReturnableLine, ReturnableSale } from '../returnable-sale.ts';
import { sumOf } from '../undo.ts';

/** Points of a sale that become available or expire on the same days. Days as YYYY-MM-DD */
export interface SlipPoints {
  readonly points: number;
  readonly availableOn?: string;
  readonly expiresOn?: string;
}

/** A sale as its slip tells it: what a till that has nothing else needs for a return. */
export interface SlipSale {
  readonly programmeId: string;
  readonly saleId: string;
  /** Trusted time of the selling till, to the second */
  readonly atSeconds: number;
  /** The store's day of the sale */
  readonly localDate: string;
  readonly accountId?: string;
  readonly lines: readonly ReturnableLine[];
  readonly points: readonly SlipPoints[];
}

/** What `slipSaleOf` looks at; a `SaleCommitted` has it all. */
export type SaleForSlip = ReturnableSale & {
  readonly programmeId: string;
  readonly accountId?: string | undefined;
  readonly time: { readonly instantMs: number; readonly localDate: string };
};

export function slipSaleOf(sale: SaleForSlip): SlipSale {
  return {
    programmeId: sale.programmeId,
    saleId: sale.saleId,
    atSeconds: Math.floor(sale.time.instantMs / 1000),
    localDate: sale.time.localDate,
    ...(sale.accountId === undefined ? {} : { accountId: sale.accountId }),
    lines: sale.result.lines.map(({ lineId, sku, quantityMilli, grossMinor, payableMinor, pointsSpent, pointsEarned }) =>
      ({ lineId, sku, quantityMilli, grossMinor, payableMinor, pointsSpent, pointsEarned })),
    points: pointsWithDays(sale),
  };
}

function pointsWithDays({ result, effects }: SaleForSlip): SlipPoints[] {
  const byDays = new Map<string, { points: number; availableOn?: string; expiresOn?: string }>();
  for (const { points, availableOn: maturesOn, expiresOn } of result.accruals ?? []) {
    // Of a sale that booked its pending points as available they are no others.
    const availableOn = postsPending(effects) ? maturesOn : undefined;
    if (availableOn === undefined && expiresOn === undefined) continue;
    const days = `${availableOn}.${expiresOn}`;
    const known = byDays.get(days) ?? { points: 0, ...(availableOn === undefined ? {} : { availableOn }), ...(expiresOn === undefined ? {} : { expiresOn }) };
    byDays.set(days, { ...known, points: known.points + points });
  }
  return [...byDays.values()];
}

/** The sale as a return quotes it. Points that paid are of no lot here, and no price can be had for what is kept. */
export function returnableOf({ saleId, localDate, lines, points }: SlipSale): ReturnableSale {
  const pending = sumOf(points.map((part) => (part.availableOn === undefined ? 0 : part.points)));
  return {
    saleId,
    time: { localDate },
    effects: pending === 0 ? [] : [{ bucket: 'pending', points: pending }],
    basket: { lines: lines.map(({ lineId, sku, quantityMilli }) => ({ lineId, sku, quantityMilli, unitPriceMinor: 0 })) },
    result: { lines, pointsSpent: sumOf(lines.map(({ pointsSpent }) => pointsSpent)), accruals: points.map(accrualOf) },
  };
}

/** Promotions are not on the slip: their points are told apart by their place. */
function accrualOf({ points, availableOn, expiresOn }: SlipPoints, index: number): Accrual {
  return { promotionId: `slip-${index + 1}`, points, ...(availableOn === undefined ? {} : { availableOn }), ...(expiresOn === undefined ? {} : { expiresOn }) };
}
