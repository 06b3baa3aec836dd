import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** Files of a user for the commands of a test file, in a folder of their own, with a space in its name as on many a machine. */
export interface UserFiles {
  /** Writes it, a text as it is and all else as JSON, and says where. */
  readonly file: (name: string, value: unknown) => string;
  /** Where a file of this name is, or would be */
  readonly pathOf: (name: string) => string;
}

/** There from the first test on. */
export function useFiles(): UserFiles {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'till files '));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const pathOf = (name: string): string => join(folder, name);
  return {
    pathOf,
    file: (name, value) => {
      const path = pathOf(name);
      writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
      return path;
    },
  };
}
