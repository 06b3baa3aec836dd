import type Database from 'better-sqlite3';
import type { BundleEnvelope, BundleStore } from '../../ports/bundles.ts';
import { guarded } from './journal-fault.ts';

/** Activated bundles; the highest serial is in service, because a serial only rises. */
export function createBundleStore(durable: Database.Database): BundleStore {
  const active = durable.prepare<[], BundleEnvelope>('SELECT text, hash, serial, signature, key_id AS keyId FROM bundle ORDER BY serial DESC LIMIT 1');
  const byHash = durable.prepare<[string], BundleEnvelope>('SELECT text, hash, serial, signature, key_id AS keyId FROM bundle WHERE hash = ?');
  const activatedAt = durable.prepare<[], number>('SELECT activated_at_ms FROM bundle ORDER BY serial DESC LIMIT 1').pluck();
  const insert = durable.prepare<[number, string, string, string, string, number]>(
    'INSERT INTO bundle (serial, hash, text, signature, key_id, activated_at_ms) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return {
    active: () => guarded(() => active.get()),
    find: (hash) => guarded(() => byHash.get(hash)),
    activatedAtMs: () => guarded(() => activatedAt.get()),
    activate: (envelope, atMs) => {
      guarded(() => {
        const current = active.get();
        if (current !== undefined && current.serial >= envelope.serial) {
          if (current.serial === envelope.serial && current.hash === envelope.hash) return;
          throw new Error(`bundle ${envelope.serial} cannot follow bundle ${current.serial}`);
        }
        insert.run(envelope.serial, envelope.hash, envelope.text, envelope.signature, envelope.keyId, atMs);
      });
    },
  };
}
