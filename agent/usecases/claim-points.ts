import { pendingOf, postings } from '../domain/ledger/effects.ts';
import { actionNow } from './action-now.ts';
import { accountNow } from './customer-state.ts';
import { identifyCard } from './identify.ts';
import { watchAct, type Doer } from './limits/limit-watch.ts';
import { notReady, refuse } from './outcome.ts';
import { claimedHere, readClaim, type ClaimNow, type ReadClaimRefusal } from './read-claim.ts';
import { draftRegistration, type CustomerCode, type CustomerInput, type Drafted } from './register-customer.ts';
import type { DatedPoints } from '../domain/claims/sale-claim.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { LimitHit } from '../domain/operators/risk.ts';
import type { IdempotentAnswer, OperationDraft } from '../ports/journal.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** Whose the points shall be: one of these three. */
export interface Claimant {
  /** As it was scanned or typed; a code of the application too */
  readonly card?: string;
  readonly accountId?: string;
  /** A new customer, who is registered with it */
  readonly registration?: Pick<CustomerInput, 'change'> & { readonly questionnaireId?: string };
}

export interface ClaimInput extends Claimant, Doer {
  /** Of the slip */
  readonly code: string;
  readonly remember?: (done: ClaimDone) => IdempotentAnswer;
}

export interface ClaimDone {
  readonly ok: true;
  readonly opId: string;
  readonly saleId: string;
  readonly accountId: string;
  readonly cardNumber?: string;
  readonly points: number;
  readonly accruals: readonly DatedPoints[];
  /** What may be spent after it */
  readonly availablePoints: number;
  /** The centre has not been asked: it credits them when it hears of it, unless somebody was first */
  readonly isTentative: boolean;
  /** The operation that registered the customer */
  readonly registeredBy?: string;
  /** Limits that the cashier is told of */
  readonly warnings: readonly LimitHit[];
}

export type ClaimPointsCode = 'not-ready' | 'bad-request' | 'customer-unknown' | 'claims-not-offered' | 'limit-reached' | ReadClaimRefusal | CustomerCode;

/** Credits the points of a sale without a customer to whoever brings its code: at once where the centre is in reach, else when it hears of it. */
export async function claimPoints(till: Till, input: ClaimInput): Promise<ClaimDone | Refusal<ClaimPointsCode>> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  if ([input.card, input.accountId, input.registration].filter((name) => name !== undefined).length !== 1) {
    return { ...refuse('bad-request', 'Say in one way whose the points are: card, accountId or registration.'), path: '/card' };
  }
  if (compiled.bundle.claims === undefined) return refuse('claims-not-offered', 'The programme has no codes for points.');
  const claim = await readClaim(till, compiled, input.code);
  if (!claim.ok) return claim;
  // While the centre was asked the same slip may have been scanned once more.
  const meanwhile = claimedHere(till, claim.saleId);
  if (meanwhile !== undefined) return meanwhile;
  const whose = claimantOf(till, compiled, input);
  if ('code' in whose) return whose;
  const hits = watchAct(till, { act: 'claim', cardNumber: whose.cardNumber }, input, { accountId: whose.accountId, saleId: claim.saleId });
  return 'ok' in hits ? hits : journalled(till, compiled, input, { claim, whose, warnings: hits });
}

interface Whose {
  readonly accountId: string;
  readonly cardNumber?: string;
  readonly registered?: Drafted;
}

function claimantOf(till: Till, compiled: CompiledBundle, { card, accountId, registration, by }: ClaimInput): Whose | Refusal<'customer-unknown' | CustomerCode> {
  if (registration !== undefined) {
    const registered = draftRegistration(till, { ...registration, ...(by === undefined ? {} : { by }) });
    return registered.ok ? { accountId: registered.done.accountId, registered } : { ...registered, path: `/registration${registered.path ?? ''}` };
  }
  if (card !== undefined) {
    const identified = identifyCard(till, compiled, card);
    if (!identified.ok) return { ...refuse('customer-unknown', 'The card does not count, or this till does not know it: points need a card that earns.', { reason: identified.reason }), path: '/card' };
    return { accountId: identified.found.account.accountId, cardNumber: identified.found.card.number };
  }
  const known = accountNow(till, accountId ?? '')?.account.accountId;
  return known === undefined ? { ...refuse('customer-unknown', 'This till knows no such customer.'), path: '/accountId' } : { accountId: known };
}

interface Found {
  readonly claim: ClaimNow;
  readonly whose: Whose;
  readonly warnings: readonly LimitHit[];
}

/** A registration is journalled before the claim, in one transaction: the centre makes the account first. */
function journalled(till: Till, { bundle }: CompiledBundle, { by, remember }: ClaimInput, { claim, whose, warnings }: Found): ClaimDone {
  const { now, fields } = actionNow(till, bundle, by);
  const { accountId, cardNumber, registered } = whose;
  const { saleId, soldOn, points, isTentative } = claim;
  const accruals = claim.accruals.map((part) => ({ ...part }));
  const opId = till.ids.next();
  const draft: OperationDraft = {
    kind: 'points-claimed',
    schema: 1,
    opId,
    payload: {
      ...fields, saleId, soldOn, accountId, ...(cardNumber === undefined ? {} : { cardNumber }), points,
      ...(accruals.length === 0 ? {} : { accruals }),
      effects: postings({ earned: points, pending: pendingOf(accruals), spent: 0 }),
    },
  };
  const before = accountNow(till, accountId)?.account.availablePoints ?? 0;
  const ready = points - pendingOf(accruals.filter(({ availableOn = '' }) => availableOn > fields.time.localDate));
  const done: ClaimDone = {
    ok: true, opId, saleId, accountId, ...(cardNumber === undefined ? {} : { cardNumber }), points, accruals, availablePoints: before + ready, isTentative,
    ...(registered === undefined ? {} : { registeredBy: registered.done.opId }), warnings,
  };
  till.journal.append([...(registered === undefined ? [] : [registered.operation]), draft], now, remember === undefined ? {} : { idempotent: remember(done) });
  return done;
}
