import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DriverLog } from '../../agent/cli/replay/driver-log.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-driver-log-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what was appended stands in the file when the append has resolved, in order, whoever wrote it', async () => {
  const path = join(folder, 'log.ndjson');
  const log = await DriverLog.open(path);
  const record = (call: number) => ({ type: 'unanswered', call, attempt: 1, reason: 'x' }) as const;
  await log.append(record(0));
  expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(record(0))}\n`);
  const calls = Array.from({ length: 50 }, (_, call) => call + 1);
  await Promise.all(calls.map((call) => log.append(record(call))));
  const lines = readFileSync(path, 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { call: number }).call);
  expect(lines).toEqual([0, ...calls]);
  await log.close();
});

test('an older log is never written on', async () => {
  const path = join(folder, 'old.ndjson');
  await (await DriverLog.open(path)).close();
  await expect(DriverLog.open(path)).rejects.toThrow(/EEXIST/);
});
