/** Two accounts of one person become one: what each of them had is the survivor's (ADR 0034). */
import { addLots, keepWithinBalance } from '../ledger/move-lots.ts';
import type { Account } from './account.ts';
import { withOperation } from './last-operations.ts';

/** The account that is left: the one that was joined first, then by id. Which of the two is asked first changes nothing, nor in which order many become one. */
export function survivorOf<One extends Pick<Account, 'accountId' | 'joinedOn'>>(one: One, other: One): One {
  const [joined, otherJoined] = [one.joinedOn ?? '', other.joinedOn ?? ''];
  if (joined !== otherJoined) return joined < otherJoined ? one : other;
  return one.accountId < other.accountId ? one : other;
}

/** The survivor with all that the other had. `tiers`: ids, the lowest first; the higher of the two stays: nobody is worse off for having been recognised. */
export function mergeAccounts(survivor: Account, other: Account, tiers: readonly string[]): Account {
  const { favourite = other.favourite, givenName = other.givenName, birthday = other.birthday, ...rest } = survivor;
  const latest = other.favourite !== undefined && (favourite === undefined || other.favourite.until > favourite.until) ? other.favourite : favourite;
  const joinedOn = survivor.joinedOn ?? other.joinedOn;
  const merged: Account = {
    ...rest,
    tier: tiers.indexOf(other.tier) > tiers.indexOf(survivor.tier) ? other.tier : survivor.tier,
    ...(givenName === undefined ? {} : { givenName }),
    ...(birthday === undefined ? {} : { birthday }),
    ...(latest === undefined ? {} : { favourite: latest }),
    ...(joinedOn === undefined ? {} : { joinedOn }),
    availablePoints: survivor.availablePoints + other.availablePoints,
    holds: [...survivor.holds, ...other.holds],
    ...listed('allowances', [...(survivor.allowances ?? []), ...(other.allowances ?? [])]),
    cards: [...survivor.cards, ...other.cards],
    ...listed('segments', [...new Set([...(survivor.segments ?? []), ...(other.segments ?? [])])]),
    ...listed('offers', joinedOffers(survivor.offers ?? [], other.offers ?? [])),
    ...listed('usage', joinedUsage(survivor.usage ?? [], other.usage ?? [])),
    ...listed('registeredWith', [...new Set([...(survivor.registeredWith ?? []), ...(other.registeredWith ?? [])])].toSorted()),
    ...joinedChoices(survivor.favouriteChoices, other.favouriteChoices),
    ...listed('mergedIds', [...new Set([...(survivor.mergedIds ?? []), ...(other.mergedIds ?? []), other.accountId])].toSorted()),
    ...purchasesOf(survivor, other),
    ...listed('lastOperations', withOperation(survivor.lastOperations ?? [], other.lastOperations ?? [])),
  };
  return keepWithinBalance(addLots(merged, { ready: other.lots ?? [], pending: other.pending ?? [] }));
}

/** What is left of the other: a redirect, without points, cards or a person. */
export function emptied({ accountId, tier }: Account, mergedInto: string): Account {
  return { accountId, tier, availablePoints: 0, holds: [], cards: [], purchases: 0, mergedInto };
}

function purchasesOf(one: Account, other: Account): Pick<Account, 'purchases'> {
  if (one.purchases === undefined && other.purchases === undefined) return {};
  return { purchases: (one.purchases ?? 0) + (other.purchases ?? 0) };
}

/** Two cards are no way round the limit of a month either */
function joinedChoices(one: Account['favouriteChoices'], other: Account['favouriteChoices']): Pick<Account, 'favouriteChoices'> {
  if (one === undefined) return other === undefined ? {} : { favouriteChoices: other };
  if (other === undefined) return { favouriteChoices: one };
  if (one.month !== other.month) return { favouriteChoices: one.month > other.month ? one : other };
  return { favouriteChoices: { month: one.month, times: one.times + other.times } };
}

type Offers = NonNullable<Account['offers']>;
/** Of an offer that both had, the one that lasts longer */
function joinedOffers(one: Offers, other: Offers): Offers {
  const all = new Map(one.map((offer) => [offer.offerId, offer]));
  for (const offer of other) if (offer.until > (all.get(offer.offerId)?.until ?? '')) all.set(offer.offerId, offer);
  return [...all.values()];
}

type Usage = NonNullable<Account['usage']>;
/** Only the latest period counts, and in it what both used: two cards are no way round a limit */
function joinedUsage(one: Usage, other: Usage): Usage {
  const all = new Map(one.map((used) => [used.promotionId, used]));
  for (const used of other) {
    const known = all.get(used.promotionId);
    if (known === undefined || used.since > known.since) all.set(used.promotionId, used);
    else if (used.since === known.since) all.set(used.promotionId, { ...known, times: known.times + used.times });
  }
  return [...all.values()];
}

function listed<Name extends string, Entry>(name: Name, entries: readonly Entry[]): Partial<Record<Name, Entry[]>> {
  return entries.length === 0 ? {} : ({ [name]: [...entries] } as Partial<Record<Name, Entry[]>>);
}
