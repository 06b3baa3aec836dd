import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { resolve } from 'node:path';
import type { ImportReject } from '../../../sync/central/import/import-row.ts';
import { importCards, type ImportDone } from '../../../sync/central/import/import-cards.ts';
import { CliFailure } from '../cli-failure.ts';
import { withCentralDatabase, type CentralDatabaseOptions } from './with-central-database.ts';

export interface ImportOptions extends CentralDatabaseOptions {
  dryRun?: true;
  rejects?: string;
  json?: true;
}

/** So many rejected lines are shown where they are written to no file. */
const shownRejects = 20;

/** `till central import FILE`: takes cards and balances. Exit code 1 where a line was rejected. */
export async function runCentralImport(file: string, { dryRun, rejects, json, ...options }: ImportOptions): Promise<void> {
  const list = rejects === undefined ? undefined : createWriteStream(resolve(rejects));
  let shown = 0;
  const onReject = ({ line, reason }: ImportReject) => {
    if (list !== undefined) list.write(`${JSON.stringify({ line, reason })}\n`);
    else if ((shown += 1) <= shownRejects) process.stderr.write(`line ${line}: ${reason}\n`);
  };
  const done = await withCentralDatabase(options, async ({ db, library }) => {
    const compiled = await library.inForce(db);
    if (compiled === undefined) throw new CliFailure('no-bundle', 'publish a programme first: it says which cards, tiers and points there are', 1);
    return await importCards(db, compiled, { path: resolve(file), isDryRun: dryRun === true, nowMs: Date.now(), onReject });
  });
  await closeList(list);
  process.stdout.write(json === true ? `${JSON.stringify(done)}\n` : `${inWords(done, dryRun === true)}\n`);
  if (done.rejected > 0) process.exitCode = 1;
}

async function closeList(list: WriteStream | undefined): Promise<void> {
  if (list === undefined) return;
  list.end();
  await finished(list);
}

function inWords({ rows, imported, rejected, isKnown }: ImportDone, isDryRun: boolean): string {
  if (isKnown) return `✓ this file was imported before (${imported} rows, ${rejected} rejected): nothing was done`;
  return `${rejected === 0 ? '✓' : '✗'} ${rows} rows: ${imported} ${isDryRun ? 'would be imported' : 'imported'}, ${rejected} rejected`;
}
