import { isUtf8 } from 'node:buffer';
import { compareBundles, endingPromotions, type BundleChanges, type EndingPromotion } from '../../../sync/central/bundle-changes.ts';
import { assertFollows, checkBundle, publishBundle, readBundleInForce } from '../../../sync/central/bundles.ts';
import { agreeOnRootKey } from '../../../sync/central/home/agree-on-root-key.ts';
import { localDay } from '../../../sync/central/programme-day.ts';
import { wrongFile } from '../cli-failure.ts';
import { readFileOfUser } from '../read-json-file.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { orFailedCheck } from './check-failed.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface PublishOptions extends CentralChoice {
  dryRun?: true;
  json?: true;
}

/** What `--json` prints. */
interface Publication {
  ok: true;
  serial: number;
  hash: string;
  /** False for a dry run, and where this very bundle is in force already */
  published: boolean;
  /** The bundle in force until now */
  before?: { serial: number; hash: string };
  goldenReceipts: number;
  changes: BundleChanges;
  ending: EndingPromotion[];
}

/** `till central publish FILE`: checks a bundle, says what it changes, signs it and puts it in force. Exit code 1 where it is refused. */
export async function runCentralPublish(file: string, { dryRun, json, ...choice }: PublishOptions): Promise<void> {
  const text = textOf(file);
  const publication = await withCentralDatabase({ ...choice, makesDatabase: true }, async (db, library, home) => await orFailedCheck(file, async (): Promise<Publication> => {
    const compiled = checkBundle(text);
    const { bundle, hash } = compiled;
    const current = await readBundleInForce(db);
    const before = await library.inForce(db);
    const isInForce = current?.hash === hash;
    if (current !== undefined && !isInForce) assertFollows(current, compiled);
    const published = dryRun !== true && !isInForce;
    if (published) {
      await publishBundle(db, await agreeOnRootKey(db, home), text, Date.now());
      db.announcements?.announce();
    }
    return {
      ok: true, serial: bundle.serial, hash, published, ...(current === undefined ? {} : { before: { serial: current.serial, hash: current.hash } }),
      goldenReceipts: bundle.goldenReceipts.length,
      changes: compareBundles(before?.bundle, bundle),
      ending: endingPromotions(before?.bundle, bundle, localDay(Date.now(), bundle.timeZone)),
    };
  }));
  process.stdout.write(json === true ? `${JSON.stringify(publication)}\n` : `${inWords(publication, dryRun === true).join('\n')}\n`);
}

/** What is signed has the hash of the file: no byte of it is dropped or replaced. */
function textOf(file: string): string {
  const bytes = readFileOfUser('bundle', file);
  if (!isUtf8(bytes)) throw wrongFile('bundle-invalid', 'bundle', { file, path: '', detail: 'is not UTF-8' });
  return bytes.toString('utf8');
}

function inWords({ serial, hash, published, before, goldenReceipts, changes, ending }: Publication, isDryRun: boolean): string[] {
  const outcome = published ? 'is in force' : isDryRun && before?.hash !== hash ? 'would be put in force' : 'was in force already: nothing was done';
  const { promotions: { added, removed, changed }, goods, parts } = changes;
  return [
    `✓ bundle ${serial} ${outcome} (${hash}), ${goldenReceipts} golden receipts come out as they say`,
    before === undefined ? 'it is the first one here' : `against bundle ${before.serial}:`,
    ...listed('promotions added', added),
    ...listed('promotions removed', removed),
    ...listed('promotions changed', changed.map(({ id, fields }) => `${id} (${fields.join(', ')})`)),
    ...(goods.added + goods.removed + goods.changed === 0 ? [] : [`  goods: ${goods.added} added, ${goods.removed} removed, ${goods.changed} changed`]),
    ...listed('also changed', parts),
    ...ending.map((promotion) => `! ${endInWords(promotion)}`),
  ];
}

function listed(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`  ${what}: ${names.join(', ')}`];
}

function endInWords({ promotionId, why, lastDay }: EndingPromotion): string {
  switch (why) {
    case 'removed': return `${promotionId} ends with this bundle${lastDay === undefined ? '' : `; it would have run until ${lastDay}`}`;
    case 'over': return `${promotionId} was over on ${lastDay}: it never acts again`;
    case 'ends-soon': return `${promotionId} ends on ${lastDay}`;
    default: return unreachable(why);
  }
}
