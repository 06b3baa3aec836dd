import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listBundles, readBundleText, type PublishedBundle } from '../../../sync/central/published-bundles.ts';
import { CliFailure } from '../cli-failure.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface ExportOptions extends CentralChoice {
  serial?: number;
  to?: string;
  list?: true;
  json?: true;
}

/** `till central export`: the rules as they were signed, on stdout or as a shop folder; or the list of all that were published. */
export async function runCentralExport({ serial, to, list, json, ...choice }: ExportOptions): Promise<void> {
  if (list === true) {
    const bundles = await withCentralDatabase(choice, async (db) => await listBundles(db));
    process.stdout.write(json === true ? `${JSON.stringify({ bundles })}\n` : bundles.map(inWords).join(''));
    return;
  }
  const found = await withCentralDatabase(choice, async (db) => await readBundleText(db, serial));
  if (found === undefined) throw new CliFailure('no-bundle', serial === undefined ? 'no bundle has been published yet' : `no bundle with serial ${serial} was ever published: --list names them`, 1);
  if (to === undefined) {
    // nothing but the signed text, so that a file that it is sent to has the same hash
    process.stdout.write(found.text);
    return;
  }
  const folder = resolve(to);
  writeShopFolder(folder, found.text);
  const { hash } = found;
  process.stdout.write(json === true ? `${JSON.stringify({ ok: true, serial: found.serial, hash, folder })}\n` : `✓ bundle ${found.serial} (${hash}) is in ${folder}\n`);
}

/** The customers of a shop folder are those that a new centre begins with; the rules bring none. */
function writeShopFolder(folder: string, bundleText: string): void {
  mkdirSync(folder, { recursive: true });
  writeNew(join(folder, 'bundle.json'), bundleText);
  writeNew(join(folder, 'customers.json'), '{"accounts":[]}\n');
}

function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    throw new CliFailure('file-exists', `${path} exists and is not replaced: name another folder`, 2, { cause: error, place: { file: path, path: '', detail: 'exists' } });
  }
}

function inWords({ serial, hash, keyId, publishedAtMs, promotions, isInForce }: PublishedBundle): string {
  return `${isInForce ? '✓' : ' '} ${serial}  ${new Date(publishedAtMs).toISOString()}  ${promotions} promotions  key ${keyId}  ${hash}\n`;
}
