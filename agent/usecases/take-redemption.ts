import { stateOf } from '../domain/cards/account-card.ts';
import { unreachable } from '../domain/unreachable.ts';
import { cardsNow } from './cards-now.ts';
import { digestOf } from './digest.ts';
import { forgetAskedHold, rememberAskedHold } from './asked-holds.ts';
import { grantRedemption } from './grant-redemption.ts';
import { holdRelease, type HeldPoints } from './hold-release.ts';
import { notReady, refuse } from './outcome.ts';
import { pointsRefused, pricedWith, refuseBeyond } from './points-refused.ts';
import { redeemableNow } from './redeemable-now.ts';
import { isClosed, isRetry, saleClosed, saleRevised, saleUnknown } from './sale-outcome.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { HoldAnswer } from '../ports/authority.ts';
import type { IdempotentAnswer } from '../ports/journal.ts';
import { withWord } from './vouched.ts';
import type { Doer } from './limits/limit-watch.ts';
import type { SaleRecord } from '../ports/sales.ts';
import type { Taking } from './grant-redemption.ts';
import type { Refusal } from './outcome.ts';
import type { SaleOutcome } from './sale-outcome.ts';
import type { Till } from './till.ts';

/** Who takes them may bring a second person's word that the customer is who the card says. */
export interface TakeRedemptionInput extends Pick<Doer, 'by' | 'vouches'> {
  readonly saleId: string;
  readonly revision: number;
  readonly points: number;
}

export type TakeRedemptionCode = 'not-ready' | 'sale-unknown' | 'sale-closed' | 'sale-revised' | 'redemption-taken' | 'redemption-refused' | 'redemption-offline';

type Remember = (sale: SaleRecord) => IdempotentAnswer;

/**
 * Has points set aside for the sale and prices it with them:
 *
 *   centre in reach ──► hold ──► held ──────────────► hold, and the rest of this till's allowance
 *         │               ├────► refused ───────────► nothing; where the points are
 *         │               └────► no answer ─┐ (perhaps arrived: a release is journalled)
 *         └── out of reach ─────────────────┴───────► what the programme lets go offline
 *
 * `remember` makes the answer to keep for the request's key; it is stored with the sale.
 * Whatever the centre granted and the sale does not use is given back in the journal before this answers.
 */
export async function takeRedemption(till: Till, input: TakeRedemptionInput, remember?: Remember): Promise<SaleOutcome<TakeRedemptionCode>> {
  const requestHash = digestOf({ take: { revision: input.revision, points: input.points } });
  const before = standing(till, input, requestHash);
  if ('ok' in before) return before;
  const asked = askable(till, input, before.sale, requestHash, remember);
  if ('ok' in asked) return asked;
  const { taking, holdPoints, isOffline } = asked;
  if (holdPoints === 0) return grantRedemption(till, taking, { isOffline, drafts: [] });
  return await withHold(till, taking, holdPoints, () => standing(till, input, requestHash));
}

async function withHold(till: Till, taking: Taking, holdPoints: number, standingNow: () => ReturnType<typeof standing>): Promise<SaleOutcome<TakeRedemptionCode>> {
  const { compiled: { bundle }, sale: { saleId }, customer: { state } } = taking;
  const held: HeldPoints = { programmeId: bundle.programmeId, holdId: till.ids.next(), saleId, accountId: state.accountId };
  rememberAskedHold(till, held);
  till.asking.add(held.holdId);
  try {
    const request = { holdId: held.holdId, saleId, accountId: state.accountId, cardNumber: state.card.number, points: holdPoints, holdSeconds: bundle.redemption.holdSeconds };
    const answer = await till.authority.hold(request, till.budgets.holdMs);
    // Other requests were answered meanwhile, so everything that was true of the sale is looked at again.
    const after = standingNow();
    const outcome = 'ok' in after ? undone(till, held, answer, after) : settle(till, taking, held, answer);
    forgetAskedHold(till, held.holdId);
    return outcome;
  } finally {
    till.asking.delete(held.holdId);
  }
}

/** The sale as it can take this request now, or the answer that it gets without asking the centre. */
function standing(till: Till, input: TakeRedemptionInput, requestHash: string): { sale: SaleRecord } | SaleOutcome<TakeRedemptionCode> {
  const sale = till.sales.find(input.saleId);
  if (sale === undefined) return saleUnknown();
  if (isRetry(sale, requestHash)) return { ok: true, sale, changed: false };
  if (isClosed(sale)) return saleClosed(sale.state);
  if (sale.revision !== input.revision) return saleRevised(sale.revision);
  if (sale.cover !== undefined) {
    return refuse('redemption-taken', `${sale.cover.points} points are already set aside for this sale. Drop them first to take another number.`, { heldPoints: sale.cover.points });
  }
  return { sale: withWord(sale, input) };
}

function askable(till: Till, input: TakeRedemptionInput, sale: SaleRecord, requestHash: string, remember: Remember | undefined): { taking: Taking; holdPoints: number; isOffline: boolean } | Refusal<'not-ready' | 'redemption-refused' | 'redemption-offline'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const stopped = stoppedMeanwhile(till, compiled, sale);
  if (stopped !== undefined) return stopped;
  const { isOffline, may, allowance } = redeemableNow(till, compiled, sale);
  const { redeemable } = pricedWith(till, compiled, sale, input.points, may).priced;
  const refused = refuseBeyond(compiled, input.points, redeemable, redeemable.limitedBy === 'offline');
  const isShort = refused !== undefined && !isOffline && redeemable.limitedBy === 'balance' && isElsewhere(till, sale) && mayHold(till, compiled, sale, input.points);
  if (refused !== undefined && !isShort) return refused;
  if (sale.customer === undefined) throw new Error(`sale ${sale.saleId} takes points and has no customer`);
  const taking = { sale, customer: sale.customer, compiled, points: input.points, requestHash, ...(remember === undefined ? {} : { remember }) };
  const holdable = isShort ? input.points - (allowance?.points ?? 0) : sale.customer.state.availablePoints;
  return { taking, holdPoints: isOffline ? 0 : Math.min(input.points, Math.max(0, holdable)), isOffline };
}

/** A sale keeps the customer that it was opened with; but a card that was blocked or replaced since, as far as this till knows, spends nothing any more. */
function stoppedMeanwhile(till: Till, compiled: CompiledBundle, { customer }: SaleRecord): Refusal<'redemption-refused'> | undefined {
  // of one that could not spend then the price says so
  if (customer?.state.card.state !== 'active') return undefined;
  const { number } = customer.state.card;
  const card = cardsNow(till, [number]).cards.get(number);
  if (card === undefined || stateOf(card) === 'active') return undefined;
  return pointsRefused(compiled, { outcome: 'refused', reason: 'card-not-active', availablePoints: customer.state.availablePoints });
}

/** What is set aside for other tills only the centre can have back: it is asked even where this till knows of too few, and recalls them. */
function isElsewhere(till: Till, { customer }: SaleRecord): boolean {
  return customer?.state.allowances?.some(({ journalId, points }) => journalId !== till.journal.journalId && points > 0) === true;
}

/** Nothing but the balance stands against these points. */
function mayHold(till: Till, compiled: CompiledBundle, sale: SaleRecord, points: number): boolean {
  return refuseBeyond(compiled, points, pricedWith(till, compiled, sale, points, { points, limitedBy: 'balance' }).priced.redeemable, false) === undefined;
}

/** What came too late for a sale that has gone on is given back; after a refusal there is nothing. */
function undone<Outcome>(till: Till, held: HeldPoints, answer: HoldAnswer, outcome: Outcome): Outcome {
  if (answer.outcome === 'held' || (answer.outcome === 'unavailable' && answer.ambiguous)) {
    till.journal.append([holdRelease(till, held, answer.outcome === 'held' ? 'dropped' : 'ambiguous')], till.clock.now(), {});
  }
  return outcome;
}

function settle(till: Till, taking: Taking, held: HeldPoints, answer: HoldAnswer): SaleOutcome<TakeRedemptionCode> {
  switch (answer.outcome) {
    case 'unavailable': {
      // The centre may have set the points aside: that is undone in the journal before anything else covers them.
      const release = answer.ambiguous ? [holdRelease(till, held, 'ambiguous')] : [];
      return grantRedemption(till, taking, { isOffline: true, drafts: release, isUnanswered: true });
    }
    case 'refused':
      return pointsRefused(taking.compiled, answer);
    case 'held':
      return grantRedemption(till, taking, {
        isOffline: false,
        hold: { holdId: held.holdId, points: answer.points, expiresAtMs: answer.expiresAtMs },
        drafts: [],
        giveBack: holdRelease(till, held, 'dropped'),
      });
    default:
      return unreachable(answer);
  }
}
