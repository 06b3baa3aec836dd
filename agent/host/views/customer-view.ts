import { originOfNumber } from '../../domain/cards/card-origin.ts';
import { isAroundBirthday } from '../../domain/time/birthday.ts';
import { freshnessView, setAsideView } from './set-aside-view.ts';
import type { CustomerView } from '../../contract/sale.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { Identification } from '../../domain/cards/card.ts';
import type { CustomerState } from '../../domain/customer/account.ts';
import type { Localized } from '../../domain/scalars.ts';

export interface KnownCustomer {
  readonly state: CustomerState;
  readonly identifiedBy: Identification;
  readonly asOfMs: number;
  /** The most that may be spent now */
  readonly spendablePoints: number;
  readonly heldPoints: number;
  /** Held points, and those set aside for tills, included */
  readonly balancePoints: number;
  readonly nowMs: number;
  readonly journalId: string;
  /** Today in the store's zone */
  readonly localDate: string;
}

/** A customer as the screen shows them. `compiled` gives tiers and categories their names; where it lacks one the id stands in. */
export function customerView(compiled: CompiledBundle | undefined, known: KnownCustomer): CustomerView {
  const { state, localDate } = known;
  const { favourite } = state;
  return {
    status: 'known',
    accountId: state.accountId,
    cardNumber: state.card.number,
    cardState: state.card.state,
    ...cardOriginView(compiled, state.card.number),
    ...(state.givenName === undefined ? {} : { givenName: state.givenName }),
    tier: { id: state.tier, name: nameOf(compiled?.bundle.tiers, state.tier) },
    balancePoints: known.balancePoints,
    spendablePoints: known.spendablePoints,
    heldPoints: known.heldPoints,
    ...(favourite === undefined || favourite.until < localDate
      ? {}
      : { favourite: { categoryId: favourite.categoryId, name: nameOf(compiled?.bundle.categories, favourite.categoryId), until: favourite.until } }),
    birthdayToday: state.birthday !== undefined && isAroundBirthday(state.birthday, localDate, 0, 0),
    identifiedBy: known.identifiedBy,
    asOfMs: known.asOfMs,
    ...(compiled === undefined ? {} : { ...setAsideView(compiled, known.journalId, state), ...freshnessView(compiled, known.asOfMs, known.nowMs) }),
  };
}

function cardOriginView(compiled: CompiledBundle | undefined, cardNumber: string): Pick<Extract<CustomerView, { status: 'known' }>, 'cardOrigin'> {
  const cardOrigin = compiled === undefined ? {} : originOfNumber(compiled.bundle, cardNumber);
  return Object.keys(cardOrigin).length === 0 ? {} : { cardOrigin };
}

function nameOf(named: readonly { id: string; name: Localized }[] | undefined, id: string): Localized {
  return named?.find((entry) => entry.id === id)?.name ?? { ru: id };
}
