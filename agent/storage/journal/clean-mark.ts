import type Database from 'better-sqlite3';

/** Up to which `seq` the chain is known to hold; a start checks only what comes after. */
const cleanKey = 'cleanSeq';
/** While it runs, the till moves the mark in such steps and stays one step behind, so that at least one step is always checked after a crash. */
const stepOperations = 500;

export function readCleanMark(db: Database.Database): number {
  const value = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(cleanKey);
  return value === undefined ? 0 : Number(value);
}

export interface CleanMark {
  /** Called inside the appending transaction, so that the mark costs no sync of its own. */
  appended(fromSeq: number, toSeq: number): void;
  /** Everything up to `seq` was checked, or written by us. */
  set(seq: number): void;
}

export function createCleanMark(db: Database.Database): CleanMark {
  const write = db.prepare(`INSERT INTO meta (key, value) VALUES ('${cleanKey}', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE CAST(value AS INTEGER) < CAST(excluded.value AS INTEGER)`);
  return {
    appended: (fromSeq, toSeq) => {
      const step = Math.floor(toSeq / stepOperations);
      if (step > Math.floor((fromSeq - 1) / stepOperations) && step > 1) write.run(String((step - 1) * stepOperations));
    },
    set: (seq) => {
      write.run(String(seq));
    },
  };
}
