import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** Reads a secret, or makes it at the first start. It appears under its name only when it is whole, with mode 0600. */
export function readOrMakeSecret(path: string, make: () => string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8');
  const secret = make();
  const unfinished = `${path}.${randomUUID()}.new`;
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(file, secret);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(unfinished, path);
    syncFolder(dirname(path));
    return secret;
  } catch (error) {
    // another process of the centre was first: its secret counts
    if (!existsSync(path)) throw error;
    return readFileSync(path, 'utf8');
  } finally {
    unlinkSync(unfinished);
  }
}
