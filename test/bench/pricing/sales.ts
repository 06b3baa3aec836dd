import type { Basket } from '../../../agent/domain/basket/basket.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import type { PricingInput } from '../../../agent/domain/pricing/pricing-input.ts';
import { asRead } from './catalogue.ts';
import type { FlatGood, FlatSale } from './flat.ts';
import { seededRandom } from './random.ts';
import { firstDay, tiers } from './rules.ts';

/** One sale, as each contestant wants it. */
export interface WorkloadSale {
  flat: FlatSale;
  input: PricingInput;
  /** The basket as JSON */
  text: string;
}

/** Baskets of so many different goods, every second of which sells well, sold in one week at all hours, four of five to customers. */
export function makeSales(catalogue: readonly FlatGood[], lineCount: number, count: number): WorkloadSale[] {
  const random = seededRandom(2_000 + lineCount);
  const hot = catalogue.filter((good) => good.isHot);
  return Array.from({ length: count }, (_, number) => {
    const goods = new Set<FlatGood>();
    while (goods.size < lineCount) goods.add(random.oneOf(random.chance(0.5) ? hot : catalogue));
    const basket: Basket = asRead({
      lines: [...goods].map((good, index) => ({
        lineId: String(index + 1),
        sku: good.sku,
        quantityMilli: good.unit === 'piece' ? 1_000 * (random.chance(0.6) ? 1 : random.between(2, 6)) : random.between(80, 2_500),
        unitPriceMinor: good.priceMinor,
      })),
    });
    const weekday = random.between(1, 7);
    const minuteOfDay = random.between(7 * 60, 23 * 60);
    const tier = random.chance(0.8) ? random.oneOf(tiers) : undefined;
    const day = firstDay + weekday - 1;
    const localDate = `${Math.floor(day / 10_000)}-${String(Math.floor(day / 100) % 100).padStart(2, '0')}-${String(day % 100).padStart(2, '0')}`;
    return {
      flat: { lines: basket.lines, tier, day, minute: minuteOfDay, weekday },
      input: {
        basket,
        storeId: 'store-1',
        tillId: 'till-1',
        time: { instantMs: Date.parse(`${localDate}T00:00:00Z`) + minuteOfDay * 60_000, localDate, minuteOfDay, weekday, offsetMin: 0 },
        ...(tier === undefined ? {} : { customer: customerOf(number, tier), identifiedBy: 'scan' as const }),
      },
      text: JSON.stringify(basket),
    };
  });
}

function customerOf(number: number, tier: string): CustomerState {
  return { accountId: `account-${number}`, tier, availablePoints: number * 10, holds: [], card: { number: String(4_000_000_000 + number), state: 'active' } };
}
