import type Database from 'better-sqlite3';
import type { KeptLookUps } from '../../ports/look-ups.ts';
import { guarded } from './journal-fault.ts';
import type { LogDoubt } from './log-doubt.ts';

interface LookUpRow {
  who: string;
  code: string;
  atMs: number;
}

/** Written on the connection for drafts: a look-up waits for no sync. */
export function createLookUpStore(drafts: Database.Database, doubt: LogDoubt): KeptLookUps {
  const since = drafts.prepare<[number], LookUpRow>('SELECT who, code, at_ms AS atMs FROM look_up WHERE at_ms > ? ORDER BY at_ms');
  const note = drafts.prepare<[string, string, number]>('INSERT INTO look_up (who, code, at_ms) VALUES (?, ?, ?) ON CONFLICT (who, code) DO UPDATE SET at_ms = excluded.at_ms');
  const forget = drafts.prepare<[number]>('DELETE FROM look_up WHERE at_ms <= ?');
  const noteOnce = drafts.transaction((who: string, code: string, atMs: number, forgetBeforeMs: number) => {
    forget.run(forgetBeforeMs);
    note.run(who, code, atMs);
  });
  return {
    since: (sinceMs) => guarded(() => since.all(sinceMs)),
    note: (who, code, atMs, forgetBeforeMs) => {
      doubt.noted(() => {
        noteOnce.immediate(who, code, atMs, forgetBeforeMs);
      });
    },
  };
}
