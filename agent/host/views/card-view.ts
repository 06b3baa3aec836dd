import { addDays } from '../../domain/time/calendar.ts';
import { toldCard } from '../../domain/cards/account-card.ts';
import { leasedOf, pointsIn } from '../../domain/ledger/move-lots.ts';
import { maskedCard } from './cards-of-customer-view.ts';
import { customerView } from './customer-view.ts';
import type { CardView } from '../../contract/card.ts';
import type { ShownCard } from '../../usecases/show-card.ts';

/** Points that are lost within so many days are named. */
const soonDays = 30;

export interface CardAsked {
  /** Today in the store's zone */
  readonly localDate: string;
  readonly nowMs: number;
  readonly journalId: string;
}

export function cardView({ compiled, found, replacedBy, spendablePoints, isRegistered, otherCards, lastOperations }: ShownCard, asked: CardAsked): CardView {
  const { state, view, reservedPoints, card, isTentative } = found;
  const heldPoints = pointsIn(state.holds) + reservedPoints;
  const balancePoints = state.availablePoints + heldPoints + leasedOf(state);
  const customer = customerView(compiled, { ...asked, state, identifiedBy: 'typed', asOfMs: view.asOfMs, spendablePoints, heldPoints, balancePoints });
  if (customer.status !== 'known') throw new Error('a card that was found has a customer');
  const { givenName, tier, favourite, setAside, freshness, asOfMs } = customer;
  const { blocks } = toldCard(card);
  return {
    cardNumber: card.number,
    state: state.card.state,
    ...(isTentative ? { tentative: true } : {}),
    ...(blocks === undefined ? {} : { blocks }),
    ...(replacedBy === undefined ? {} : { replacedBy }),
    accountId: state.accountId,
    registered: isRegistered,
    ...(givenName === undefined ? {} : { givenName }),
    tier,
    ...(favourite === undefined ? {} : { favourite }),
    balance: {
      balancePoints, availablePoints: state.availablePoints, spendablePoints, heldPoints,
      pendingPoints: pointsIn(state.pending ?? []),
      pending: (state.pending ?? []).map(({ points, availableOn }) => ({ points, availableOn })).toSorted((one, other) => (one.availableOn < other.availableOn ? -1 : 1)),
      expiringSoon: (state.lots ?? []).flatMap(({ points, expiresOn }) => (expiresOn !== undefined && expiresOn <= addDays(asked.localDate, soonDays) ? [{ points, expiresOn }] : []))
        .toSorted((one, other) => (one.expiresOn < other.expiresOn ? -1 : 1)),
      ...(setAside === undefined ? {} : { setAside }),
    },
    otherCards: otherCards.map(maskedCard),
    lastOperations: [...lastOperations],
    ...(freshness === undefined ? {} : { freshness }),
    asOfMs,
  };
}
