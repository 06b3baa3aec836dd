import type Database from 'better-sqlite3';

const levels = ['off', 'normal', 'full', 'extra'] as const;

export interface Durability {
  synchronous: (typeof levels)[number];
  journalMode: string;
}

/** What the connection does now, asked of SQLite itself: never what somebody once configured. */
export function readDurability(db: Database.Database): Durability {
  const level = levels[Number(db.pragma('synchronous', { simple: true }))];
  if (level === undefined) throw new Error('SQLite names an unknown level of synchronous');
  return { synchronous: level, journalMode: String(db.pragma('journal_mode', { simple: true })) };
}
