import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../../storage/sqlite/connect.ts';
import type { Check } from '../check.ts';

/** Makes a database where the journal lies, set up as the journal is, and commits to it. */
export const durableCommit: Check = {
  name: 'durable commit',
  look: ({ home, agentHome }) => {
    const folder = [agentHome, home].find((candidate) => candidate !== undefined && existsSync(candidate)) ?? tmpdir();
    const path = join(folder, `doctor-${process.pid}.db`);
    try {
      const db = connect(path, { synchronous: 'FULL' });
      try {
        db.exec('CREATE TABLE probe (value INTEGER) STRICT');
        const startedMs = performance.now();
        db.prepare('INSERT INTO probe VALUES (1)').run();
        const tookMs = performance.now() - startedMs;
        const [{ synchronous } = {}] = db.pragma('synchronous') as { synchronous?: number }[];
        if (synchronous !== 2) return { state: 'failed', detail: `SQLite commits with synchronous=${synchronous}, not FULL`, todo: 'look whether another SQLite library is loaded' };
        const detail = `SQLite commits with synchronous=FULL in ${tookMs.toFixed(1)} ms in ${folder}`;
        return tookMs < 250 ? { state: 'ok', detail } : { state: 'warning', detail, todo: 'the disk is slow to sync: move the home to an SSD' };
      } finally {
        db.close();
      }
    } catch (error) {
      return { state: 'failed', detail: `SQLite cannot commit in ${folder}: ${(error as Error).message}`, todo: 'check that this user may write there and that the disk is not full' };
    } finally {
      for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    }
  },
};
