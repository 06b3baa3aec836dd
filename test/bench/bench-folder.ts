import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../agent/cli/project.ts';

/**
 * A new folder under `build/` for one bench. Not in the system's temporary folder: that one is often kept in memory,
 * where a sync to disk costs nothing and every ratio to it would be wrong.
 */
export function makeBenchFolder(name: string): { path: string; remove: () => void } {
  mkdirSync(join(projectRoot, 'build'), { recursive: true });
  const path = mkdtempSync(join(projectRoot, 'build', `bench-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
