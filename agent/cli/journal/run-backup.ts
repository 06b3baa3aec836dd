import { resolve } from 'node:path';
import { backupJournal } from '../../storage/journal/backup-journal.ts';
import { journalPath } from './journal-path.ts';

/** `till journal backup`: reads the file itself, beside an agent that goes on selling. */
export function runBackup(to: string, options: { home: string; json?: true }): void {
  const path = journalPath(undefined, options.home);
  const report = backupJournal(path, resolve(to));
  process.stdout.write(`✓ ${resolve(to)}: ${report.operations} operations up to ${report.headSeq}, verified\n`);
  if (options.json === true) process.stdout.write(`${JSON.stringify({ path, to: resolve(to), ...report })}\n`);
}
