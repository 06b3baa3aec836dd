import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CliFailure } from '../cli-failure.ts';

/**
 * The agent's home in a folder that a user named: the folder itself, or its `till`, where `till start` puts it.
 *
 * @param folder absolute
 * @returns undefined where no till was ever set up there
 */
export function findAgentHome(folder: string): string | undefined {
  return [folder, join(folder, 'till')].find((home) => existsSync(join(home, 'journal.db')));
}

/** As `findAgentHome`; throws `CliFailure` `home-missing` where there is none. */
export function requireAgentHome(folder: string): string {
  const found = findAgentHome(folder);
  if (found === undefined) throw new CliFailure('home-missing', `no till has been set up in ${folder}: there is no journal.db`);
  return found;
}
