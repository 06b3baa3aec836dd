import type { BundleLibrary } from './bundle-library.ts';
import type { CentralLog } from './central-log.ts';
import type { ChangeSignal } from './change-signal.ts';
import type { Database } from './database/database.ts';
import type { RootKeys } from './home/root-keys.ts';
import type { PhoneKeys } from './profiles/phone-keys.ts';
import type { SealingKeys } from './profiles/sealing-keys.ts';
import type { SnapshotShelf } from './snapshot-shelf.ts';

/** What the routes work with. */
export interface CentralContext {
  db: Database;
  rootKeys: RootKeys;
  adminToken: string;
  library: BundleLibrary;
  sealing: SealingKeys;
  phoneKeys: PhoneKeys;
  signal: ChangeSignal;
  snapshots: SnapshotShelf;
  log: CentralLog;
  /** Milliseconds since the epoch */
  now: () => number;
}
