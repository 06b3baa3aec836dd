import { unreachable } from '../domain/unreachable.ts';
import { digestOf } from './digest.ts';
import { forgetAskedHold, rememberAskedHold } from './asked-holds.ts';
import { holdRelease, type HeldPoints } from './hold-release.ts';
import { notReady, refuse } from './outcome.ts';
import { pricedPart, programmeOf } from './priced-part.ts';
import { isClosed, isRetry, saleClosed, saleRevised, saleUnknown } from './sale-outcome.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { HoldAnswer } from '../ports/authority.ts';
import type { IdempotentAnswer } from '../ports/journal.ts';
import type { SaleCustomer, SaleRecord } from '../ports/sales.ts';
import type { Refusal } from './outcome.ts';
import type { SaleOutcome } from './sale-outcome.ts';
import type { Till } from './till.ts';

export interface TakeRedemptionInput {
  readonly saleId: string;
  readonly revision: number;
  readonly points: number;
}

export type TakeRedemptionCode = 'not-ready' | 'sale-unknown' | 'sale-closed' | 'sale-revised' | 'redemption-taken' | 'redemption-refused' | 'redemption-offline';

/** A sale that may ask for points. */
interface Askable {
  readonly sale: SaleRecord;
  readonly customer: SaleCustomer;
  readonly compiled: CompiledBundle;
  readonly holdId: string;
}

/**
 * Sets points aside at the centre and prices the sale with them. `remember` makes the answer to keep for the request's key; it is stored with the sale.
 * Whatever the centre granted and the sale does not use is given back in the journal before this answers.
 */
export async function takeRedemption(till: Till, input: TakeRedemptionInput, remember?: (sale: SaleRecord) => IdempotentAnswer): Promise<SaleOutcome<TakeRedemptionCode>> {
  const requestHash = digestOf({ take: { revision: input.revision, points: input.points } });
  const before = standing(till, input, requestHash);
  if ('ok' in before) return before;
  const asked = askable(till, input, before.sale);
  if ('ok' in asked) return asked;
  const held = heldPoints(asked);
  rememberAskedHold(till, held);
  till.asking.add(held.holdId);
  try {
    const answer = await till.authority.hold(
      {
        holdId: asked.holdId,
        saleId: input.saleId,
        accountId: asked.customer.state.accountId,
        cardNumber: asked.customer.state.card.number,
        points: input.points,
        holdSeconds: asked.compiled.bundle.redemption.holdSeconds,
      },
      till.budgets.holdMs,
    );
    // Other requests were answered meanwhile, so everything that was true of the sale is looked at again.
    const outcome = conclude(till, input, { asked, answer, requestHash }, remember);
    forgetAskedHold(till, held.holdId);
    return outcome;
  } finally {
    till.asking.delete(held.holdId);
  }
}

function conclude(
  till: Till,
  input: TakeRedemptionInput,
  { asked, answer, requestHash }: { asked: Askable; answer: HoldAnswer; requestHash: string },
  remember: ((sale: SaleRecord) => IdempotentAnswer) | undefined,
): SaleOutcome<TakeRedemptionCode> {
  const after = standing(till, input, requestHash);
  if ('ok' in after) {
    if (answer.outcome === 'held' || (answer.outcome === 'unavailable' && answer.ambiguous)) release(till, asked, answer.outcome === 'held' ? 'dropped' : 'ambiguous');
    return after;
  }
  return settle(till, asked, answer, requestHash, remember);
}

/** The sale as it can take this request now, or the answer that it gets without asking the centre. */
function standing(till: Till, input: TakeRedemptionInput, requestHash: string): { sale: SaleRecord } | SaleOutcome<TakeRedemptionCode> {
  const sale = till.sales.find(input.saleId);
  if (sale === undefined) return saleUnknown();
  if (isRetry(sale, requestHash)) return { ok: true, sale, changed: false };
  if (isClosed(sale)) return saleClosed(sale.state);
  if (sale.revision !== input.revision) return saleRevised(sale.revision);
  if (sale.hold !== undefined) {
    return refuse('redemption-taken', `${sale.hold.points} points are already set aside for this sale. Drop them first to take another number.`, { heldPoints: sale.hold.points });
  }
  return { sale };
}

function askable(till: Till, input: TakeRedemptionInput, sale: SaleRecord): Askable | Refusal<'not-ready' | 'redemption-refused'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const { redeemable } = withPoints(till, compiled, sale, input.points).priced;
  const { stepPoints } = compiled.bundle.redemption;
  const facts = { maxPoints: redeemable.maxPoints, limitedBy: redeemable.limitedBy, stepPoints };
  if (sale.customer === undefined || input.points > redeemable.maxPoints) {
    return refuse('redemption-refused', `At most ${redeemable.maxPoints} points can be spent on this sale.`, facts);
  }
  if (input.points % stepPoints !== 0) {
    return refuse('redemption-refused', `Points are spent in multiples of ${stepPoints}.`, facts);
  }
  return { sale, customer: sale.customer, compiled, holdId: till.ids.next() };
}

function settle(till: Till, asked: Askable, answer: HoldAnswer, requestHash: string, remember: ((sale: SaleRecord) => IdempotentAnswer) | undefined): SaleOutcome<TakeRedemptionCode> {
  switch (answer.outcome) {
    case 'unavailable':
      // The centre may have set the points aside: that must be undone in the journal before the cashier goes on without them.
      if (answer.ambiguous) release(till, asked, 'ambiguous');
      return refuse('redemption-offline', 'The centre did not answer in time, so no points can be spent now. The sale can go on without them.');
    case 'refused':
      return refuse('redemption-refused', refusalDetail[answer.reason], { reason: answer.reason, availablePoints: answer.availablePoints });
    case 'held': {
      const now = till.clock.now();
      const revision = asked.sale.revision + 1;
      const hold = { holdId: asked.holdId, points: answer.points, sinceRevision: revision, expiresAtMs: answer.expiresAtMs };
      const sale: SaleRecord = {
        ...asked.sale,
        ...withPoints(till, asked.compiled, asked.sale, answer.points),
        revision,
        state: 'held',
        requestHash,
        updatedAtMs: now.atMs,
        hold,
      };
      // Durable, unlike other revisions: after a power cut the till must still know that points are set aside.
      till.journal.append([], now, { sale, ...(remember === undefined ? {} : { idempotent: remember(sale) }) });
      return { ok: true, sale, changed: true };
    }
    default:
      return unreachable(answer);
  }
}

const refusalDetail: Record<Extract<HoldAnswer, { outcome: 'refused' }>['reason'], string> = {
  'insufficient-points': 'The centre says that the customer has fewer points to spend than that.',
  'account-unknown': 'The centre does not know this account.',
  'card-not-active': 'With this card points can be collected, not spent.',
  'hold-released': 'The points were given back before they were spent. Try again.',
};

/** Prices the sale as it stands: same basket, same time, so that only the points change the price. */
function withPoints(till: Till, compiled: CompiledBundle, sale: SaleRecord, redeemPoints: number) {
  return pricedPart(till, compiled, { basket: sale.basket, time: sale.time, redeemPoints, ...programmeOf(sale), ...(sale.customer === undefined ? {} : { customer: sale.customer }) });
}

function heldPoints({ compiled, holdId, sale, customer }: Askable): HeldPoints {
  return { programmeId: compiled.bundle.programmeId, holdId, saleId: sale.saleId, accountId: customer.state.accountId };
}

function release(till: Till, asked: Askable, reason: 'dropped' | 'ambiguous'): void {
  till.journal.append([holdRelease(till, heldPoints(asked), reason)], till.clock.now(), {});
}
