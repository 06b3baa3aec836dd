import { JournalFileError } from '../../storage/journal/journal-file-error.ts';
import { verifyJournal, type JournalReport } from '../../storage/journal/verify-journal.ts';
import { journalPath } from './journal-path.ts';

export interface VerifyOptions {
  home?: string;
  json?: true;
}

/** What `--json` prints: the report, or why nothing could be read. */
type VerifyResult = { path: string } & (JournalReport | { ok: false; code: string; detail: string });

/** `till journal verify`: exit code 1 where the chain breaks or the file is damaged; a wrong file is wrong use. */
export function runVerify(file: string | undefined, options: VerifyOptions): void {
  const path = journalPath(file, options.home);
  const result: VerifyResult = { path, ...verified(path) };
  process.stdout.write(`${inWords(result)}\n`);
  if (options.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.ok) process.exitCode = 1;
}

function verified(path: string): JournalReport | { ok: false; code: string; detail: string } {
  try {
    return verifyJournal(path);
  } catch (error) {
    if (error instanceof JournalFileError && (error.code === 'journal-corrupt' || error.code === 'journal-not-a-database')) {
      return { ok: false, code: error.code, detail: error.message };
    }
    throw error;
  }
}

function inWords(result: VerifyResult): string {
  if ('code' in result) return `✗ ${result.detail} (${result.code})`;
  if (result.firstBreak === undefined) return `✓ ${result.path}: ${result.operations} operations, the chain holds to ${result.headSeq} (${result.headHash})${acknowledged(result)}${archived(result)}`;
  return `✗ ${result.path}: the journal breaks at operation ${result.firstBreak.seq}: ${result.firstBreak.detail} (${result.firstBreak.reason})`;
}

function acknowledged({ acknowledged }: JournalReport): string {
  return acknowledged === undefined ? ', the centre has acknowledged nothing yet' : `, and is what the centre acknowledged at ${acknowledged.seq}`;
}

function archived({ archived: looked, notLookedAt }: JournalReport): string {
  if (notLookedAt !== undefined) return `; ${notLookedAt} archived operations were not looked at, their folder is not beside the file`;
  return looked === undefined ? '' : `; ${looked} of them lie in the archive`;
}
