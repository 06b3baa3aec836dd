import { openJournal, servingLogPages } from '../../storage/journal/open-journal.ts';
import { isDamagedJournal, replaceDamagedJournal } from '../../storage/journal/replace-damaged.ts';
import { markJournal, refuseLostJournal } from './journal-mark.ts';
import { forgetSuspicion, verifySuspected } from './suspected-journal.ts';
import type { Logger } from 'pino';
import type { JournalOptions, JournalStore } from '../../storage/journal/open-journal.ts';

/**
 * The till's journal. A damaged one is put aside, never thrown away, one that is gone is not replaced silently, and the till sells on with a new one (DESIGN §1: a sale is never blocked by loyalty).
 * Throws where the file is another program's, of a newer release, or where the disk does not let it be read.
 */
export function openTillJournal(options: JournalOptions, wallMs: () => number, log: Logger): JournalStore {
  const store = openOrReplace(options, wallMs, log);
  markJournal(options.path, store.journal.journalId, log);
  return store;
}

function openOrReplace(options: JournalOptions, wallMs: () => number, log: Logger): JournalStore {
  try {
    refuseLostJournal(options.path);
    verifySuspected(options.path);
    return openToServe(options);
  } catch (error) {
    if (!isDamagedJournal(error)) throw error;
    const { identity, newId, path } = options;
    // Trusted time was kept in the damaged file: nothing older than this can be proved.
    const now = { atMs: wallMs(), wallMs: wallMs(), clock: 'suspect' as const };
    const aside = replaceDamagedJournal(path, error.code, { identity, newId, now });
    forgetSuspicion(path);
    log.error({ err: error, aside }, aside.code === 'journal-missing'
      ? 'the journal is gone: the till goes on with a new one. Find the file or its backup, and call support'
      : 'the journal is damaged: it was put aside, and the till goes on with a new one. Keep the file and call support');
    return openToServe(options);
  }
}

function openToServe(options: JournalOptions): JournalStore {
  return openJournal({ ...options, logPages: servingLogPages });
}
