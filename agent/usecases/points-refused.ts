import { refuse } from './outcome.ts';
import { withPlaceNames } from './points-elsewhere.ts';
import { pricedPart, programmeOf, type PricedPart } from './priced-part.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { MayRedeem, PricedSale } from '../domain/pricing/priced-sale.ts';
import type { HoldAnswer } from '../ports/authority.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** Prices the sale as it stands: same basket, same time, so that only the points change the price. */
export function pricedWith(till: Till, compiled: CompiledBundle, sale: SaleRecord, redeemPoints: number | undefined, mayRedeem: MayRedeem | undefined): PricedPart {
  return pricedPart(till, compiled, {
    basket: sale.basket,
    time: sale.time,
    ...programmeOf(sale),
    ...(sale.customer === undefined ? {} : { customer: sale.customer }),
    ...(redeemPoints === undefined ? {} : { redeemPoints }),
    ...(mayRedeem === undefined ? {} : { mayRedeem }),
  });
}

/** `isOutage`: the outage is why; points that can be spent all the same are named. */
export function refuseBeyond(compiled: CompiledBundle, points: number, { maxPoints, limitedBy }: PricedSale['redeemable'], isOutage: boolean): Refusal<'redemption-refused' | 'redemption-offline'> | undefined {
  const { stepPoints } = compiled.bundle.redemption;
  const facts = { maxPoints, limitedBy, stepPoints };
  if (points > maxPoints && isOutage) {
    const detail = maxPoints === 0 ? 'so no points can be spent now. The sale can go on without them.' : `so at most ${maxPoints} points can be spent on this sale.`;
    return refuse('redemption-offline', `The centre does not answer, ${detail}`, facts);
  }
  if (points > maxPoints) return refuse('redemption-refused', `At most ${maxPoints} points can be spent on this sale.`, facts);
  return points % stepPoints === 0 ? undefined : refuse('redemption-refused', `Points are spent in multiples of ${stepPoints}.`, facts);
}

type Refused = Extract<HoldAnswer, { outcome: 'refused' }>;

/** The centre said no. Where points are set aside for tills, it says which. */
export function pointsRefused(compiled: CompiledBundle, { reason, availablePoints, reserved = [] }: Refused): Refusal<'redemption-refused'> {
  const places = reserved.map((place) => withPlaceNames(compiled, place));
  const where = places.map(({ tillId, storeId, points }) => `${points} at till ${tillId} of store ${storeId}`).join(', ');
  const detail = places.length === 0 ? refusalDetail[reason] : `${refusalDetail[reason]} Set aside elsewhere: ${where}.`;
  return refuse('redemption-refused', detail, { reason, availablePoints, ...(places.length === 0 ? {} : { reserved: places }) });
}

const refusalDetail: Record<Refused['reason'], string> = {
  'insufficient-points': 'The centre says that the customer has fewer points to spend than that.',
  'account-unknown': 'The centre does not know this account.',
  'card-not-active': 'With this card points can be collected, not spent.',
  'hold-released': 'The points were given back before they were spent. Try again.',
};
