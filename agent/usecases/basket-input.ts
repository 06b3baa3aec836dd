import type { Basket, OrderedLine } from '../domain/basket/basket.ts';

/** A basket line as a client gives it. */
export interface LineInput {
  readonly lineId?: string;
  readonly sku: string;
  readonly quantityMilli: number;
  readonly unitPriceMinor: number;
  readonly ordered?: OrderedLine;
  readonly mark?: string;
}

/** What a basket holds besides its lines: each part is stored, priced with and journalled as it was given. */
export type BasketSurroundings = Pick<Basket, 'coupons' | 'payment' | 'channel' | 'external'>;

export interface BasketInput extends Readonly<BasketSurroundings> {
  readonly lines: readonly LineInput[];
}

/** Fills in the line ids that the client left out: a line's place, counted from 1. */
export function basketOf(input: BasketInput): Basket {
  return {
    lines: input.lines.map(({ lineId, sku, quantityMilli, unitPriceMinor, ordered, mark }, index) => ({
      lineId: lineId ?? String(index + 1), sku, quantityMilli, unitPriceMinor, ...(ordered === undefined ? {} : { ordered }), ...(mark === undefined ? {} : { mark }),
    })),
    ...surroundingsOf(input),
  };
}

/** Only the fields that are there, so that requests from before they existed keep their digests. */
export function surroundingsOf({ coupons, payment, channel, external }: Readonly<BasketSurroundings>): BasketSurroundings {
  return {
    ...(coupons === undefined ? {} : { coupons }),
    ...(payment === undefined ? {} : { payment }),
    ...(channel === undefined ? {} : { channel }),
    ...(external === undefined ? {} : { external }),
  };
}
