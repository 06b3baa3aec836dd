import { createHash } from 'node:crypto';
import { type GoldenMismatch, replayGoldenReceipts } from '../../domain/bundle/golden.ts';
import { loadBundle } from '../../domain/bundle/load.ts';
import { isTimeZone } from '../../host/bundle/time-zone.ts';
import { readFileOfUser } from '../read-json-file.ts';

/** What `--json` prints: the first thing for which the bundle is refused as a whole, in the form of every failure, or what is in it. */
export type BundleReport =
  | { ok: false; file: string; code: string; path: string; detail: string }
  | { ok: boolean; file: string; hash: string; serial: number; promotions: number; goods: number; goldenReceipts: { total: number; passed: number; differing: GoldenMismatch[] } };

/** `till bundle check`: all that a till checks before it activates a bundle, but for the signature. Exit code 1 where it would not. */
export function runBundleCheck(file: string, options: { json?: true }): void {
  const report = checkBundleFile(file);
  process.stdout.write(`${inWords(report).join('\n')}\n`);
  if (options.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  if (!report.ok) process.exitCode = 1;
}

export function checkBundleFile(file: string): BundleReport {
  const bytes = readFileOfUser('bundle', file);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const loaded = loadBundle(bytes.toString('utf8'), hash);
  if (!loaded.ok) return { ok: false, file, ...loaded.invalid };
  const { bundle } = loaded.compiled;
  if (!isTimeZone(bundle.timeZone)) return { ok: false, file, code: 'bad-request', path: '/timeZone', detail: `"${bundle.timeZone}" is no time zone known here` };
  const differing = replayGoldenReceipts(loaded.compiled);
  const total = bundle.goldenReceipts.length;
  return {
    ok: differing.length === 0, file, hash, serial: bundle.serial, promotions: bundle.promotions.length, goods: Object.keys(bundle.goods).length,
    goldenReceipts: { total, passed: total - differing.length, differing },
  };
}

function inWords(report: BundleReport): string[] {
  if ('code' in report) return [`✗ ${report.file}: ${report.path || '/'} ${report.detail} (${report.code})`];
  const { file, serial, hash, promotions, goods, goldenReceipts } = report;
  const receipts = goldenReceipts.total === 0 ? 'no golden receipts' : `${goldenReceipts.passed} of ${goldenReceipts.total} golden receipts`;
  return [
    `${report.ok ? '✓' : '✗'} ${file}: serial ${serial}, ${promotions} promotions, ${goods} goods, ${receipts} (${hash})`,
    ...goldenReceipts.differing.map(({ name, detail }) => `✗ ${name}: ${detail}`),
  ];
}
