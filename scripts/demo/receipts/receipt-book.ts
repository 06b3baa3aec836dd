/** How golden receipts are written: goods by their Russian names at the price on the shelf. */
import type { GoldenReceipt } from '../../../agent/domain/bundle/bundle.ts';
import { makeCardNumber } from '../../../agent/domain/cards/card-number.ts';
import type { Identification } from '../../../agent/domain/cards/card.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import type { BusinessTime } from '../../../agent/domain/time/business-time.ts';
import { cardScheme } from '../shop-data.ts';

/** A receipt before the engine has computed what is expected of it. */
export type GoldenInput = Omit<GoldenReceipt, 'expected'>;
type Circumstances = Partial<Omit<GoldenInput, 'name' | 'storeId' | 'time' | 'basket'>>;

export interface GoodsLookup {
  /** The sku of the good with this Russian name. Throws where there is none. */
  skuOf(russianName: string): string;
  priceMinorOf(sku: string): number;
}

export interface ReceiptBook {
  basket: (...lines: [russianName: string, quantity: number][]) => GoldenInput['basket'];
  receipt: (name: string, storeId: string, time: BusinessTime, basket: GoldenInput['basket'], circumstances?: Circumstances) => GoldenInput;
}

export function openReceiptBook(goods: GoodsLookup): ReceiptBook {
  return {
    basket: (...lines) => ({
      lines: lines.map(([name, quantity], place) => {
        const sku = goods.skuOf(name);
        return { lineId: String(place + 1), sku, quantityMilli: Math.round(quantity * 1000), unitPriceMinor: goods.priceMinorOf(sku) };
      }),
    }),
    receipt: (name, storeId, time, basket, circumstances = {}) => ({ name, storeId, time, basket, ...circumstances }),
  };
}

export function shown(customer: CustomerState, identifiedBy: Identification = 'scan', redeemPoints?: number): Circumstances {
  return { customer, identifiedBy, ...(redeemPoints === undefined ? {} : { redeemPoints }) };
}

/** Somebody with the standard plastic card and nothing else. */
export function customer(known: Partial<Omit<CustomerState, 'card'>> & { card?: Partial<CustomerState['card']> }): CustomerState {
  return { accountId: 'golden', tier: 'standard', availablePoints: 0, holds: [], ...known, card: { number: makeCardNumber(cardScheme, 1, 9999), state: 'active', ...known.card } };
}

const almatyOffsetMin = 300;

/** Kazakhstan has one zone, five hours east of UTC, and no summer time. */
export function at(localDate: string, clock: string): BusinessTime {
  const localMs = Date.parse(`${localDate}T${clock}:00Z`);
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return {
    instantMs: localMs - almatyOffsetMin * 60_000,
    localDate,
    minuteOfDay: hour * 60 + minute,
    weekday: new Date(localMs).getUTCDay() || 7,
    offsetMin: almatyOffsetMin,
  };
}
