import type { SealedBlob } from '../../../agent/domain/operations/sealed-blob.ts';
import { change } from '../accounts/books.ts';
import { openBooks } from '../accounts/open-books.ts';
import { openCards } from '../cards/card-books.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { Queryable } from '../database/database.ts';
import { accountsNamedBy, assertNotMerged, readRedirects, redirected } from '../merging/redirects.ts';
import { readProofs } from '../profiles/phone-proofs.ts';
import { openProfiles } from '../profiles/profile-books.ts';
import type { SealingKeys } from '../profiles/sealing-keys.ts';
import { localDay } from '../programme-day.ts';
import { openAdjusted } from './adjusted-points.ts';
import type { BatchItem } from './batch-item.ts';
import type { BatchState } from './batch-state.ts';
import { openFavourites } from './favourite-choices.ts';
import { countHonoured } from './honouring.ts';
import { namedBy } from './named-by.ts';
import { makeAccounts, type NewAccount } from './new-accounts.ts';
import { openProgramme } from './programme-books.ts';
import { openOnceUses } from './once-uses.ts';
import { bundlesToQuote } from './replay-return.ts';
import { openTargets, sealedOfTargets, settleTargets } from './resolved-targets.ts';
import { openSales, type ArrivingSale, type SaleRecord } from './sale-records.ts';
import { openBlobs } from './sealed-blobs.ts';
import type { FreshOperation } from './write-operations.ts';

export interface OpeningOptions {
  tillId: string;
  library: BundleLibrary;
  nowMs: number;
  /** Operations that cannot be booked, as an attempt before has shown */
  poisoned: ReadonlySet<string>;
  /** A receipt is to be honoured within caps */
  countsHonoured: boolean;
  /** What came sealed beside the operations, and what opens it; nothing does where it is left out */
  sealed?: { keys: SealingKeys; blobs: readonly SealedBlob[] };
}

/** Locks and reads what these operations touch, in the order that every transaction keeps: journal, sales, codes of the application, orders of web shops, coupons, counters of honouring, cards, accounts, feed. */
export async function openBatch(tx: Queryable, { tillId, library, nowMs, poisoned, countsHonoured, sealed }: OpeningOptions, fresh: readonly FreshOperation[]): Promise<BatchState> {
  const items = fresh.map(({ item }) => item);
  const targets = await openTargets(tx, library, tillId, fresh);
  const touched = [...new Set([...items, ...[...targets.values()].map(({ item }) => item)])];
  const redirects = await readRedirects(tx, touched.flatMap(({ body }) => accountsNamedBy(body)));
  for (const item of touched) if (item.body !== undefined) item.body = redirected(item.body, redirects);
  const named = namedBy(touched);
  const sales = await openSales(tx, arrivingSales(items, poisoned), named.returnedIds);
  const onceUses = await openOnceUses(tx, items, nowMs);
  const waiting = [...sales.values()].flatMap((record) => record.waiting);
  const accountIds = [...named.accountIds, ...waiting.flatMap(({ body }) => accountsNamedBy(body)), ...relinkedTo(sales.values()), ...claimants(sales.values())];
  const bundleHashes = [...named.bundleHashes, ...[...touched, ...waiting].flatMap(({ body }) =>
    bundlesOf(body, sales))];
  const bundles = await library.load(tx, bundleHashes);
  const compiled = await library.inForce(tx);
  const inForce = compiled?.bundle;
  const programme = await openProgramme(tx, touched.flatMap(({ body }) => (body?.kind === 'sale-committed' ? [body.payload] : [])));
  const counted = countsHonoured ? await countHonoured(tx, named.days) : undefined;
  const adjusted = await openAdjusted(tx, named.adjustments);
  const cards = await openCards(tx, named.cards);
  const cardAccounts = [...cards.openings.values(), ...cards.before.cards.values()].map(({ accountId }) => accountId);
  const made = await makeAccounts(tx, newAccountsOf(items), compiled);
  const books = await openBooks(tx, [...accountIds, ...cardAccounts], named.holdIds, nowMs, named.allowanceIds);
  assertNotMerged(books);
  await settleTargets(tx, targets, sales, fresh);
  // whatever becomes of the operation that made it, a new account takes its place in the feed
  for (const accountId of made) change(books, accountId, (account) => ({ ...account }));
  return {
    books, programme, sales, bundles, adjusted, inForce, cards, cardItems: { settled: [], unsettled: [] }, honouring: { caps: inForce?.redemption.honouring, counted },
    profiles: await openProfiles(tx, [...named.customers.map(({ payload }) => payload.accountId), ...cardAccounts], inForce?.questionnaires),
    phoneProofs: await readProofs(tx, named.customers.map(({ payload }) => payload.accountId)),
    favourites: await openFavourites(tx, named.favouritesOf),
    opened: sealed === undefined ? new Map() : await openBlobs(tx, sealed.keys, [...sealed.blobs, ...await sealedOfTargets(tx, targets)], named.customers),
    today: localDay(nowMs, inForce?.timeZone ?? 'UTC'), targets, onceUses, overtakenUses: [], findings: [], taken: [], parked: [], accruals: [],
  };
}

/** Accounts that their tills made: of a customer who was registered, or of a blank that became a card. Who states another till makes nothing. */
function newAccountsOf(items: readonly BatchItem[]): NewAccount[] {
  return items.flatMap(({ body, tillId }) => ((body?.kind === 'customer-registered' || (body?.kind === 'card-issued' && body.payload.tillId === tillId)) ? [body.payload] : []));
}

/** Accounts that returns of relinked sales concern, whatever account they name. */
function relinkedTo(sales: Iterable<SaleRecord>): string[] {
  return [...sales].flatMap(({ relinkedFrom, sale }) => (relinkedFrom === undefined || sale?.accountId === undefined ? [] : [sale.accountId]));
}

/** Accounts to which sales without a customer were credited: what comes back of the goods is theirs too. */
function claimants(sales: Iterable<SaleRecord>): string[] {
  return [...sales].flatMap(({ claim }) => (claim === undefined ? [] : [claim.accountId]));
}

/** By which a return or a claim is judged. */
function bundlesOf(body: BatchItem['body'], sales: ReadonlyMap<string, SaleRecord>): string[] {
  if (body?.kind === 'return-committed') return bundlesToQuote(body.payload, sales.get(body.payload.saleId)?.sale);
  const sold = body?.kind === 'points-claimed' ? sales.get(body.payload.saleId)?.sale : undefined;
  return sold === undefined ? [] : [sold.bundle.hash];
}

/** Sales of this batch, each with the operation that brings it. */
function arrivingSales(items: readonly BatchItem[], poisoned: ReadonlySet<string>): ArrivingSale[] {
  return items.flatMap(({ body, journalId, seq, opId }) =>
    (body?.kind !== 'sale-committed' ? [] : [{ saleId: body.payload.saleId, ...(poisoned.has(opId) ? {} : { broughtBy: { journalId, seq } }) }]));
}
