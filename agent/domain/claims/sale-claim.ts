import Type from 'typebox';
import type { Basket } from '../basket/basket.ts';
import type { CompiledBundle } from '../bundle/compiled.ts';
import type { CustomerState } from '../customer/account.ts';
import { price } from '../pricing/price.ts';
import { Accrual, type PricedSale } from '../pricing/priced-sale.ts';
import type { ProgrammeState } from '../pricing/programme-state.ts';
import { Id, LocalDate, Points, Strict } from '../scalars.ts';
import type { BusinessTime } from '../time/business-time.ts';
import { addDays } from '../time/calendar.ts';

/** Points that cannot be spent at once, or that expire; whatever promotion gave them */
export const DatedPoints = Type.Omit(Accrual, ['promotionId'], { additionalProperties: false });
export type DatedPoints = Type.Static<typeof DatedPoints>;

/** What a sale without a customer would give to whoever claims it. */
export const SaleClaim = Strict({
  points: Points,
  /** Lines that earn any, in the order of the receipt; they add up to `points` */
  lines: Type.Array(Strict({ lineId: Id, points: Points })),
  accruals: Type.Optional(Type.Array(DatedPoints)),
  /** The code's last day */
  until: LocalDate,
});
export type SaleClaim = Type.Static<typeof SaleClaim>;

/** The inputs of the sale's price, as it was printed. */
export interface ClaimInput {
  readonly basket: Basket;
  readonly storeId: string;
  readonly tillId: string;
  readonly agentVersion?: string | undefined;
  readonly programme?: ProgrammeState | undefined;
  readonly time: BusinessTime;
}

/**
 * The points that a customer with a card of whom nothing else is known would have earned with this receipt: of the first tier, with no birthday, no offer, no
 * favourite and no purchase before, and with nothing that is limited per customer. Undefined where the programme has no claims, or there would be none.
 */
export function claimOf(compiled: CompiledBundle, { basket, storeId, tillId, agentVersion, programme = {}, time }: ClaimInput): SaleClaim | undefined {
  const { claims, tiers: [tier] } = compiled.bundle;
  if (claims === undefined || tier === undefined) return undefined;
  const withheld = [...new Set([...(programme.withheld ?? []), 'customer-limits' as const])];
  const { pointsEarned: points, lines, accruals = [] } = price(compiled, {
    basket, storeId, tillId, time,
    ...(agentVersion === undefined ? {} : { agentVersion }),
    programme: { ...programme, withheld },
    customer: somebody(tier.id),
    identifiedBy: 'scan',
  });
  if (points === 0) return undefined;
  return {
    points,
    lines: lines.flatMap(({ lineId, pointsEarned }) => (pointsEarned === 0 ? [] : [{ lineId, points: pointsEarned }])),
    ...(accruals.length === 0 ? {} : { accruals: byDays(accruals) }),
    until: addDays(time.localDate, claims.withinDays),
  };
}

/** No card of any scheme has this number. */
function somebody(tier: string): CustomerState {
  return { accountId: 'claim', tier, availablePoints: 0, holds: [], card: { number: '0', state: 'active' } };
}

function byDays(accruals: NonNullable<PricedSale['accruals']>): DatedPoints[] {
  const parts = new Map<string, DatedPoints>();
  for (const { promotionId: _any, ...dated } of accruals) {
    const days = `${dated.availableOn}.${dated.expiresOn}`;
    parts.set(days, { ...dated, points: dated.points + (parts.get(days)?.points ?? 0) });
  }
  return [...parts.values()];
}
