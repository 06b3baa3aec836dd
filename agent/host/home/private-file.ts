import { closeSync, fchmodSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../../storage/sync-to-disk.ts';

/** Text of a file; undefined where there is none. Other faults throw. */
export function readFileIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file that only its owner may read, whole or not at all: a power cut leaves the old one or the new one. */
export function writePrivateFile(path: string, text: string, mode: 0o600 | 0o400 = 0o600): void {
  const draft = `${path}.new`;
  // One that a crash left behind may be read only.
  rmSync(draft, { force: true });
  const file = openSync(draft, 'w', 0o600);
  try {
    fchmodSync(file, mode);
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}
