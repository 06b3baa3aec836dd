import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { ProtocolVersion, SnapshotAccount, SnapshotEnd, SnapshotHeader, SnapshotProgramme } from '../protocol/messages.ts';
import { accountColumns, accountForTill, type AccountRow } from './accounts/account-rows.ts';
import type { Database, Queryable } from './database/database.ts';
import { readFeedHead } from './feed-head.ts';
import { readProgrammeState } from './programme-state.ts';

const accountsPerPage = 1_000;

/**
 * All accounts as gzipped NDJSON from one view, page by page in the order of the keys; a sum over the bytes before it ends it.
 * What was compressed waits in memory for a slow reader (some 30 bytes an account), never the transaction: on the embedded
 * database it is the only one, and on PostgreSQL the next reader waits for its connection. A fault destroys the stream, so that the reader misses the end.
 */
export function streamSnapshot(db: Database, request: { journalId: string; protocol: ProtocolVersion }): Readable {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const output = new PassThrough({ highWaterMark: Number.MAX_SAFE_INTEGER });
  // a reader that goes away ends the transaction too
  const gone = new AbortController();
  output.on('close', () => gone.abort());
  gzip.on('error', (error) => output.destroy(error));
  gzip.pipe(output);
  const sha256 = createHash('sha256');
  const write = async (text: string) => {
    sha256.update(text);
    if (!gzip.write(text)) await once(gzip, 'drain', { signal: gone.signal });
  };
  const run = async () => {
    const accounts = await db.longRead((tx) => writeSnapshot(tx, request, write));
    const end: SnapshotEnd = { type: 'end', accounts, sha256: sha256.digest('hex') };
    gzip.end(`${JSON.stringify(end)}\n`);
  };
  run().catch((error: unknown) => {
    gzip.destroy();
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return output;
}

async function writeSnapshot(tx: Queryable, request: { journalId: string; protocol: ProtocolVersion }, write: (text: string) => Promise<void>): Promise<number> {
  const { journalId, protocol } = request;
  const head = await readFeedHead(tx, { journalIds: [journalId] });
  const header: SnapshotHeader = {
    type: 'header',
    protocol,
    epoch: head.epoch,
    cursor: head.position,
    through: { journalId, seq: head.seqOf(journalId) },
  };
  await writeLine(header, write);
  const accounts = await writeAccounts(tx, protocol, write);
  if (protocol > 1) {
    for await (const programme of readProgrammeState(tx)) await writeLine({ type: 'programme', programme } satisfies SnapshotProgramme, write);
  }
  return accounts;
}

async function writeLine(line: object, write: (text: string) => Promise<void>): Promise<void> {
  await write(`${JSON.stringify(line)}\n`);
}

async function writeAccounts(tx: Queryable, protocol: ProtocolVersion, write: (text: string) => Promise<void>): Promise<number> {
  let accounts = 0;
  let after = '';
  for (;;) {
    const rows = await tx.query<AccountRow>(
      `SELECT ${accountColumns} FROM account a WHERE a.account_id > $1 ORDER BY a.account_id LIMIT $2`,
      [after, accountsPerPage],
    );
    const last = rows.at(-1);
    if (last === undefined) return accounts;
    await write(rows.map((row) => `${JSON.stringify({ type: 'account', account: accountForTill(row, protocol) } satisfies SnapshotAccount)}\n`).join(''));
    accounts += rows.length;
    after = last.account_id;
  }
}
