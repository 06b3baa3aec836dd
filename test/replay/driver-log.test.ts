import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
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

test('an append has not happened before its bytes are written and synced', async () => {
  const path = join(folder, 'synced.ndjson');
  const log = await DriverLog.open(path);
  const other = await open(join(folder, 'other'), 'w');
  const handles = Object.getPrototypeOf(other) as FileHandle;
  await other.close();
  let written = '';
  let finishSync: () => void = () => undefined;
  const datasync = vi.spyOn(handles, 'datasync').mockImplementation(() => {
    written = readFileSync(path, 'utf8');
    return new Promise((resolve) => (finishSync = resolve));
  });
  let isAppended = false;
  const appended = log.append({ type: 'unanswered', call: 1, attempt: 1, reason: 'x' }).then(() => (isAppended = true));
  await vi.waitFor(() => expect(datasync).toHaveBeenCalledOnce());
  expect(written).toContain('"call":1');
  expect(isAppended).toBe(false);
  finishSync();
  await appended;
  datasync.mockRestore();
  await log.close();
});

test('an older log is never written on', async () => {
  const path = join(folder, 'old.ndjson');
  await (await DriverLog.open(path)).close();
  await expect(DriverLog.open(path)).rejects.toThrow(/EEXIST/);
});
