import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';

/** Only the superuser may mount a file system: tests that need one then say that they were skipped. */
export const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && canMount();

/** A file system of 2 MB of the running test's own. */
export function smallDisk(): string {
  const folder = tempFolder();
  mount(folder);
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

function mount(folder: string): number | null {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status;
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'till-mount-'));
  const mounted = mount(folder) === 0;
  if (mounted) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return mounted;
}
