import type Database from 'better-sqlite3';
import { JournalFault } from '../../ports/journal.ts';
import { guarded } from './journal-fault.ts';

/** Whether what lies in the log is known to be on the disk. */
export interface LogDoubt {
  /** Runs a write, throws its disk faults as `JournalFault`, and remembers one of the disk. */
  noted<T>(write: () => T): T;
  /** Takes the doubt away before something is answered. Throws `JournalFault` where it cannot. */
  settle(): void;
}

/**
 * After a sync that failed, the system calls pages clean that never reached the disk. What is appended behind them is synced well and is lost all the same in a power cut, because
 * recovery stops at the gap. So after a failed write nothing is answered until the whole log has been copied into the main file, synced there, and begun anew.
 */
export function createLogDoubt(durable: Database.Database): LogDoubt {
  let isDoubted = false;
  return {
    noted: (write) => {
      try {
        return guarded(write);
      } catch (error) {
        if (error instanceof JournalFault && error.code === 'journal-io') isDoubted = true;
        throw error;
      }
    },
    settle: () => {
      if (!isDoubted) return;
      const [{ busy } = { busy: 1 }] = guarded(() => durable.pragma('wal_checkpoint(TRUNCATE)')) as { busy: number }[];
      if (busy !== 0) throw new JournalFault('journal-io', new Error('somebody reads the log, so that it cannot be begun anew after a failed write'));
      isDoubted = false;
    },
  };
}
