import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import type { Account } from '../../../agent/domain/customer/account.ts';

export const benchJournalId = 'bench-journal';
const accountsPerWrite = 1_000;

/** One customer with one card and one telephone, as the demo's centre sends them. Ids are scattered like those of a real centre, so that no index is filled in order. */
export function benchAccount(index: number, availablePoints = index % 5_000): Account {
  return {
    accountId: createHash('md5').update(String(index)).digest('hex'), tier: index % 7 === 0 ? 'gold' : 'base', givenName: `Айгүл ${index % 1_000}`, birthday: '04-17',
    availablePoints, holds: [], cards: [{ number: benchCard(index), state: 'active' }], phone: { hash: benchPhone(index), verified: true },
  };
}

/** Scattered over the numbers that a scheme has. */
export function benchCard(index: number): string {
  return String(2_900_000_000_000 + ((index * 7_919_999) % 100_000_000_000));
}

/** Of the form of a real keyed hash, and as scattered. */
export function benchPhone(index: number): string {
  return createHash('md5').update(`+7 ${index}`).digest('base64url');
}

/** Writes what a till downloads: gzip NDJSON with header, accounts and end. */
export async function writeSnapshotOfCards(path: string, cards: number): Promise<void> {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const sink = gzip.pipe(createWriteStream(path));
  const sum = createHash('sha256');
  const write = async (text: string): Promise<void> => {
    sum.update(text);
    if (!gzip.write(text)) await once(gzip, 'drain');
  };
  await write(`${JSON.stringify({ type: 'header', protocol: 1, epoch: 'bench', cursor: 1, through: { journalId: benchJournalId, seq: 0 } })}\n`);
  for (let from = 0; from < cards; from += accountsPerWrite) {
    const page = Array.from({ length: Math.min(accountsPerWrite, cards - from) }, (_, at) => benchAccount(from + at));
    await write(page.map((account) => `${JSON.stringify({ type: 'account', account })}\n`).join(''));
  }
  gzip.end(`${JSON.stringify({ type: 'end', accounts: cards, sha256: sum.digest('hex') })}\n`);
  await finished(sink);
}
