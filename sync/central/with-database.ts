import { createBundleLibrary, type BundleLibrary } from './bundle-library.ts';
import type { Database } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { openPglite } from './database/pglite.ts';
import { openCentralHome } from './home/central-home.ts';
import { lockHome } from './home/home-lock.ts';

/**
 * Works on the centre's database without its server. The embedded one takes one process: while the central runs, its home is locked.
 * @throws CentralStartError `home-locked`, `home-unusable`
 */
export async function withCentralDatabase<Result>(home: string, nowMs: number, work: (db: Database, library: BundleLibrary) => Promise<Result>): Promise<Result> {
  const { lock, database } = openCentralHome(home);
  const unlock = lockHome(lock);
  try {
    const db = await openPglite(database);
    try {
      await migrate(db, nowMs);
      return await work(db, createBundleLibrary());
    } finally {
      await db.close();
    }
  } finally {
    unlock();
  }
}
