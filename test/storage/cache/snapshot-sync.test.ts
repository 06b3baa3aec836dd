import { fstatSync, fsyncSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { tempFolder } from '../kit/temp-folder.ts';
import { memoryPointer, openTestCache, takeSnapshot } from '../kit/test-cache.ts';

vi.mock('node:fs', { spy: true });

it('the bytes of a snapshot and its name are on the disk before the pointer names it', () => {
  const folder = tempFolder();
  const pointer = memoryPointer();
  const synced: number[] = [];
  vi.mocked(fsyncSync).mockImplementation((descriptor) => {
    synced.push(fstatSync(descriptor).ino);
  });
  const syncedAtTheSwitch: number[][] = [];
  pointer.set = () => {
    syncedAtTheSwitch.push([...synced]);
  };
  takeSnapshot(openTestCache(folder, pointer));
  const expected = [statSync(join(folder, 'cache-1.db')).ino, ...(process.platform === 'win32' ? [] : [statSync(folder).ino])];
  expect(syncedAtTheSwitch).toEqual([expected]);
});
