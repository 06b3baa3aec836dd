import type { PlannedSale } from './planned-event.ts';

/** The share of the sales with a card that must have spent points in the end. */
export const requiredRedemptionShare = 0.2;
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
