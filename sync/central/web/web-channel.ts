import { randomUUID } from 'node:crypto';
import { genesisHash } from '../../../agent/domain/operations/operation.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import { centralVersion } from '../central-version.ts';
import type { Queryable } from '../database/database.ts';
import { bookOperations } from '../push/book-operations.ts';
import { ProblemError } from '../problem-error.ts';
import { lockChannelJournal, moveChannelJournal, WebJournal } from './web-journal.ts';

/** A web shop as the ledger sees it: like a till, with a store and a journal, which the centre writes for it. */
export interface WebChannel {
  channelId: string;
  storeId: string;
  journalId: string;
}

/** What stands as `tillId` in the channel's operations and prices. No till can be enrolled under such an id. */
export function tillIdOf({ channelId }: Pick<WebChannel, 'channelId'>): string {
  return `${channelPrefix}${channelId}`;
}

const channelPrefix = 'web:';

export function isChannelTillId(tillId: string): boolean {
  return tillId.startsWith(channelPrefix);
}

/**
 * The channel, which is made where there is none: with a journal whose first operation opens it.
 * @throws ProblemError `channel-differs` where it has another store
 */
export async function openChannel(tx: Queryable, library: BundleLibrary, { channelId, storeId }: Pick<WebChannel, 'channelId' | 'storeId'>, nowMs: number): Promise<WebChannel> {
  const rows = await tx.query<{ store_id: string; journal_id: string }>('SELECT store_id, journal_id FROM web_channel WHERE channel_id = $1', [channelId]);
  const [known] = rows;
  if (known !== undefined) {
    if (known.store_id === storeId) return { channelId, storeId, journalId: known.journal_id };
    throw new ProblemError('channel-differs', `The channel ${channelId} belongs to the store ${known.store_id}.`, { path: '/storeId' });
  }
  const channel: WebChannel = { channelId, storeId, journalId: randomUUID() };
  const tillId = tillIdOf(channel);
  await tx.query('INSERT INTO journal (journal_id, till_id, seq, hash, claimed_seq, claimed_hash, last_push_ms) VALUES ($1, $2, 0, $3, 0, $3, $4)', [
    channel.journalId, tillId, genesisHash, nowMs,
  ]);
  await tx.query('INSERT INTO web_channel (channel_id, store_id, journal_id) VALUES ($1, $2, $3)', [channelId, storeId, channel.journalId]);
  const journal = new WebJournal(channel.journalId, await lockChannelJournal(tx, channel.journalId), []);
  journal.append([{ kind: 'journal-opened', schema: 1, opId: randomUUID(), payload: { tillId, storeId, agentVersion: centralVersion } }], { atMs: nowMs, wallMs: nowMs, clock: 'synced' }, {});
  await bookOperations(tx, { tillId, library, nowMs, poisoned: new Set(), countsHonoured: false }, channel.journalId, journal.appended);
  await moveChannelJournal(tx, journal, nowMs);
  return channel;
}
