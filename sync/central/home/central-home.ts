import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CentralStartError } from '../central-start-error.ts';

/** Files of the centre's home folder (mode 0700). */
export interface CentralHome {
  folder: string;
  /** Ed25519 private key that signs bundles, PKCS8 PEM, 0600 */
  rootKey: string;
  /** The key that the root key will hand over to, once it was prepared; 0600 */
  nextRootKey: string;
  /** The chain of root keys, public */
  rootRotations: string;
  /** Bearer token of the administration API, 0600 */
  adminToken: string;
  lock: string;
  /** Embedded database */
  database: string;
}

/** Makes the folder where it is missing. */
export function openCentralHome(home: string): CentralHome {
  const folder = resolve(home);
  try {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
  } catch (cause) {
    throw new CentralStartError('home-unusable', `The home folder ${folder} cannot be made: ${String(cause)}`, { cause });
  }
  return {
    folder,
    rootKey: join(folder, 'root.key'),
    nextRootKey: join(folder, 'root.next.key'),
    rootRotations: join(folder, 'root.rotations.json'),
    adminToken: join(folder, 'admin.token'),
    lock: join(folder, 'lock.db'),
    database: join(folder, 'pg'),
  };
}
