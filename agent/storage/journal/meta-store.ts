import type Database from 'better-sqlite3';
import type { Meta } from '../../ports/meta.ts';
import { guarded } from './journal-fault.ts';

export function createMetaStore(durable: Database.Database): Meta {
  const get = durable.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const set = durable.prepare<[string, string]>('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  return {
    get: (key) => guarded(() => get.get(key)),
    set: (key, value) => {
      guarded(() => set.run(key, value));
    },
  };
}
