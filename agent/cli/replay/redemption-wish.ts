import type { PlannedSale } from './planned-event.ts';

/** The share of the sales with a card that must have spent points in the end … */
const requiredShare = 0.2;
/** … but of those outside outages no more than this: some customers have no points, or show a card that may not spend, and some holds are refused. */
const requiredOnlineShare = 0.3;

/** How many of the sales with a card must have spent points. In an outage none can: the programme of a replay lends nothing. */
export function requiredRedemptions(cardSales: number, outageShare: number): number {
  return Math.ceil(cardSales * Math.min(requiredShare, (1 - outageShare) * requiredOnlineShare));
}

/** More are wished for, because some will be refused. */
const wishedShare = 0.32;
/** Below this share of the sales so far every sale that can redeem does. */
const catchUpShare = 0.26;

/** Decides which sales spend points, so that enough do although none can during an outage. */
export interface RedemptionWish {
  wants(sale: PlannedSale, isOutage: boolean): boolean;
  /** Too few have redeemed so far: it is worth waiting for a till that has not found the centre again after an outage. */
  isBehind(): boolean;
  /** Counts a sale of a known customer that has ended. */
  ended(redeemed: boolean): void;
}

export function createRedemptionWish(outageShare: number): RedemptionWish {
  const onlineShare = outageShare >= 1 ? 1 : Math.min(1, wishedShare / (1 - outageShare));
  let cardSales = 0;
  let redemptions = 0;
  const isBehind = (): boolean => redemptions < cardSales * catchUpShare;
  return {
    isBehind,
    wants: (sale, isOutage) => (isOutage ? sale.triesOffline : sale.redeemRoll < onlineShare || isBehind()),
    ended: (redeemed) => {
      cardSales += 1;
      if (redeemed) redemptions += 1;
    },
  };
}
