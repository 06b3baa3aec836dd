import { openBooks } from '../accounts/open-books.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import type { Queryable } from '../database/database.ts';
import { localDay } from '../programme-day.ts';
import type { BatchItem } from './batch-item.ts';
import type { BatchState } from './batch-state.ts';
import { countHonoured } from './honouring.ts';
import { openProgramme } from './programme-books.ts';
import { bundlesToQuote } from './replay-return.ts';
import { openSales, type ArrivingSale } from './sale-records.ts';
import type { FreshOperation } from './write-operations.ts';

/** Locks and reads what these operations touch, in the order that every transaction keeps: journal, sales, coupons, counters of honouring, accounts, feed. */
export async function openBatch(tx: Queryable, options: { library: BundleLibrary; nowMs: number; poisoned: ReadonlySet<string>; countsHonoured: boolean }, fresh: readonly FreshOperation[]): Promise<BatchState> {
  const items = fresh.map(({ item }) => item);
  const named = namedBy(items);
  const sales = await openSales(tx, arrivingSales(items, options.poisoned), named.returnedIds);
  const waiting = [...sales.values()].flatMap((record) => record.waiting);
  const accountIds = [...named.accountIds, ...waiting.flatMap(accountOf)];
  const bundleHashes = [...named.bundleHashes, ...[...items, ...waiting].flatMap(({ body }) =>
    (body?.kind === 'return-committed' ? bundlesToQuote(body.payload, sales.get(body.payload.saleId)?.sale) : []))];
  const bundles = await options.library.load(tx, bundleHashes);
  const inForce = (await options.library.inForce(tx))?.bundle;
  const programme = await openProgramme(tx, items.flatMap(({ body }) => (body?.kind === 'sale-committed' ? [body.payload] : [])));
  const counted = options.countsHonoured ? await countHonoured(tx, named.days) : undefined;
  const books = await openBooks(tx, accountIds, named.holdIds, options.nowMs, named.allowanceIds);
  return {
    books, programme, sales, bundles, honouring: { caps: inForce?.redemption.honouring, counted },
    today: localDay(options.nowMs, inForce?.timeZone ?? 'UTC'), findings: [], parked: [],
  };
}

/** What operations name, each as often as they do. */
function namedBy(items: readonly BatchItem[]) {
  const named = { returnedIds: [] as string[], accountIds: [] as string[], holdIds: [] as string[], allowanceIds: [] as string[], bundleHashes: [] as string[], days: [] as string[] };
  for (const item of items) {
    const { body } = item;
    if (body?.kind === 'sale-committed') {
      const { bundle, redemption, time } = body.payload;
      named.bundleHashes.push(bundle.hash);
      named.days.push(time.localDate);
      if (redemption?.holdId !== undefined) named.holdIds.push(redemption.holdId);
      if (redemption?.allowance !== undefined) named.allowanceIds.push(redemption.allowance.allowanceId);
    }
    if (body?.kind === 'hold-released') named.holdIds.push(body.payload.holdId);
    if (body?.kind === 'allowance-returned') named.allowanceIds.push(body.payload.allowanceId);
    if (body?.kind === 'return-committed') named.returnedIds.push(body.payload.saleId);
    if (body !== undefined && body.kind !== 'journal-opened' && body.payload.accountId !== undefined) named.accountIds.push(body.payload.accountId);
  }
  return { ...named, days: [...new Set(named.days)] };
}

/** Sales of this batch, each with the operation that brings it. */
function arrivingSales(items: readonly BatchItem[], poisoned: ReadonlySet<string>): ArrivingSale[] {
  return items.flatMap(({ body, journalId, seq, opId }) =>
    (body?.kind !== 'sale-committed' ? [] : [{ saleId: body.payload.saleId, ...(poisoned.has(opId) ? {} : { broughtBy: { journalId, seq } }) }]));
}

function accountOf({ body }: BatchItem): string[] {
  return body?.kind === 'return-committed' && body.payload.accountId !== undefined ? [body.payload.accountId] : [];
}
