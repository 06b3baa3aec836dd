/** Whole replays with real processes: one in order, and one for each thing that the oracle must see when it is broken on purpose. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayReport, startReplay } from './run-till-replay.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-replay-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('sales, returns, an outage of a third, kills and doubled commits leave the books in order', async () => {
  const { exitCode, stderr, report } = await replayReport(['--demo', '60', '--tills', '2', '--outage', '0.3', '--kill', '2', '--seed', '5'], { TMPDIR: folder });
  expect(report.problems).toEqual([]);
  expect(exitCode).toBe(0);
  expect(report).toMatchObject({ ok: true, kills: 2, lost: 0, duplicated: 0, defects: 0, differingBalances: 0, durabilityFaults: 0 });
  expect(report.sales + report.returns).toBeGreaterThanOrEqual(60);
  expect(report.redemptions).toBeGreaterThanOrEqual(report.cardSales * 0.2);
  expect(report.journalOps).toBe(report.centralOps);
  expect(report.latencyMs.online.n + report.latencyMs.outage.n).toBeGreaterThan(0);
  expect(stderr).toContain('replay 100 %');
  // Without --home nothing is left behind.
  expect(readdirSync(folder).filter((name) => name.startsWith('till-replay-') && !name.startsWith('till-replay-test'))).toEqual([]);
});

test('real receipts in a file are replayed, cancellations become returns', async () => {
  const row = (invoice: string, sku: string, quantity: number, price: string, customer: string) => `${invoice},${sku},THING ${sku},${quantity},2010-12-01 08:26:00,${price},${customer},United Kingdom`;
  const sales = Array.from({ length: 24 }, (_, place) => [0, 1, 2].map((line) => row(String(536_000 + place), String(22_000 + ((place * 3 + line) % 40)), 1 + ((place + line) % 12), `${1 + line}.${10 + place}`, place % 5 === 0 ? '' : String(17_850 + (place % 6)))));
  const cancelled = row('C537000', '22057', -1, '1.29', '17851');
  const file = join(folder, 'receipts.csv');
  writeFileSync(file, ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country', ...sales.flat(), cancelled, ''].join('\n'));
  const { exitCode, report } = await replayReport([file, '--tills', '2', '--kill', '1', '--seed', '3']);
  expect(report.problems).toEqual([]);
  expect(exitCode).toBe(0);
  expect(report).toMatchObject({ sales: 24, skippedReceipts: 0, kills: 1 });
  expect(report.returns).toBeGreaterThanOrEqual(1);
  expect(report.discountMinor).toBeGreaterThan(0);
});

describe('what is broken on purpose is seen', () => {
  const short = ['--demo', '25', '--tills', '1', '--seed', '2'];

  test('a journal that does not sync', async () => {
    const { exitCode, report } = await replayReport(short, { TILL_FAILPOINT: 'journal-synchronous-off' });
    expect([exitCode, report.ok]).toEqual([1, false]);
    expect(report.durabilityFaults).toBeGreaterThan(0);
    expect(report.problems.join('\n')).toContain('synchronous is off');
  });

  test('an operation that the central drops', async () => {
    const { exitCode, report } = await replayReport(short, { CENTRAL_FAILPOINT: 'drop-operation' });
    expect([exitCode, report.lost]).toEqual([1, 1]);
    expect(report.centralOps).toBe(report.journalOps - 1);
  });

  test('an operation that the central books twice', async () => {
    const { exitCode, report } = await replayReport(short, { CENTRAL_FAILPOINT: 'double-operation' });
    expect([exitCode, report.duplicated, report.differingBalances]).toEqual([1, 1, 1]);
  });
});

describe('wrong use is one line and exit code 2', () => {
  const cases: [string, string[], string][] = [
    ['neither file nor --demo', [], 'wrong-use'],
    ['both', ['x.csv', '--demo', '3'], 'wrong-use'],
    ['a file that is not there', ['no-such-file.csv'], 'file-missing'],
    ['a folder', ['.'], 'file-is-folder'],
    ['an outage beyond the whole', ['--demo', '3', '--outage', '1.5'], 'wrong-use'],
    ['no tills', ['--demo', '3', '--tills', '0'], 'wrong-use'],
    ['more kills than there are sales and returns', ['--demo', '3', '--kill', '50'], 'too-many-kills'],
  ];
  test.each(cases)('%s', async (_name, args, code) => {
    const { exitCode, stdout, stderr } = await startReplay(args).done;
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^till: .*\\(${code}\\)\n$`));
  });

  test('a home that is in use already', async () => {
    writeFileSync(join(folder, 'something'), '');
    const { exitCode, stderr } = await startReplay(['--demo', '3', '--home', folder]).done;
    expect([exitCode, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(stderr).toContain('(home-not-empty)');
  });
});

test('Ctrl-C stops every process and leaves nothing behind', async () => {
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  const { child, done } = startReplay(['--demo', '2000', '--tills', '2'], { TMPDIR: temporary });
  await new Promise<void>((resolve) => void child.stderr?.on('data', (chunk: Buffer) => chunk.toString().includes('starting the central') && setTimeout(resolve, 1_500)));
  child.kill('SIGINT');
  const { exitCode, stderr } = await done;
  expect(exitCode).toBe(1);
  expect(stderr).toContain('(interrupted)');
  expect(readdirSync(temporary)).toEqual([]);
});
