import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFolderVariable } from './once-in-run.ts';

/** A folder for what several test files of one run share. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'till-test-run-'));
  process.env[runFolderVariable] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
