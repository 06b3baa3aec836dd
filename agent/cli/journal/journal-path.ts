import { join, resolve } from 'node:path';
import { CliFailure } from '../cli-failure.ts';
import { requireAgentHome } from '../home/agent-home.ts';

/** The journal that a command is about: a file, or that of a home. Throws `CliFailure` where neither or both are named. */
export function journalPath(file: string | undefined, home: string | undefined): string {
  if ((file === undefined) === (home === undefined)) throw new CliFailure('wrong-use', 'name either a journal file or --home');
  return file === undefined ? join(requireAgentHome(resolve(home ?? '')), 'journal.db') : resolve(file);
}
