import { existsSync, rmSync } from 'node:fs';
import { JournalFault, type Journal } from '../../ports/journal.ts';
import { JournalFileError } from '../../storage/journal/journal-file-error.ts';
import { verifyJournal } from '../../storage/journal/verify-journal.ts';
import { chainBreakOf } from '../../storage/journal/walk-chain.ts';
import { writePrivateFile } from './private-file.ts';

/** A file beside the journal: a commit met damage, so the next start looks at all of it and not only at its tail. */
function markOf(path: string): string {
  return `${path}.suspected`;
}

/** The journal, which leaves that mark when a commit meets damage. */
export function suspectingJournal(journal: Journal, path: string): Journal {
  return {
    ...journal,
    append: (...write) => {
      try {
        return journal.append(...write);
      } catch (error) {
        if (error instanceof JournalFault && error.code === 'journal-corrupt') suspect(path, error);
        throw error;
      }
    },
  };
}

function suspect(path: string, fault: JournalFault): void {
  try {
    writePrivateFile(markOf(path), `${String(fault.cause)}\n`);
  } catch {
    // The disk takes nothing at all: the caller hears of the fault itself.
  }
}

/** Verifies a journal that was suspected. Throws `JournalFileError` where it is damaged indeed. */
export function verifySuspected(path: string): void {
  // A replacement that a crash cut off is finished by the opening.
  if (!existsSync(markOf(path)) || !existsSync(path)) return;
  const broken = chainBreakOf(verifyJournal(path));
  if (broken !== undefined) throw new JournalFileError('journal-corrupt', `${path} is damaged: ${broken.detail}`, { seq: broken.seq });
  forgetSuspicion(path);
}

export function forgetSuspicion(path: string): void {
  rmSync(markOf(path), { force: true });
}
