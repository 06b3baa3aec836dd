import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';

/** By what they look at: the memory of the process, the connections of a server, and the sync engine's loops while they race with one another. */
const looking = ['test/drivers/fuzz/**', 'test/engine/**', 'test/central/postgres/**'];

/**
 * The test files that need a process of their own. Those that put another module in the place of one need it too: only where nothing is loaded yet can they do so, and no other file may
 * find it there.
 * @param folder the project's
 * @param wanted patterns of files; what matches one of them is looked at
 */
export function aloneTests(folder: string, wanted: readonly string[]): string[] {
  return globSync('test/**/*.test.ts', { cwd: folder })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => wanted.some((pattern) => matchesGlob(file, pattern)))
    .filter((file) => looking.some((pattern) => matchesGlob(file, pattern)) || readFileSync(join(folder, file), 'utf8').includes('vi.mock('));
}
