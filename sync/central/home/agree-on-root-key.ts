import { CentralStartError } from '../central-start-error.ts';
import type { Database } from '../database/database.ts';
import { readMeta, settleMeta } from '../meta.ts';
import { catchUpWithRotations, readKeptRotations } from '../root-rotation.ts';
import type { CentralHome } from './central-home.ts';
import { findRootKey, readRootKey, type RootKey } from './root-key.ts';
import { takeRootKey } from './root-keys.ts';
import { keepRotation, readRotationFile } from './rotation-file.ts';

/**
 * The root key of this home, which must be the one that signs for this database: tills know one key, whichever process they speak to.
 * It is made only for a database that has none yet; of several that start at once the first one's counts. A database that was restored from
 * before a rotation is brought forward.
 * @throws CentralStartError `root-key-differs`
 */
export async function agreeOnRootKey(db: Database, home: CentralHome): Promise<RootKey> {
  const agreed = await readMeta(db, 'root-key');
  if (agreed !== undefined) {
    const inPlace = takeRootKey(home, agreed) ?? await afterRestore(db, home, agreed);
    await keepChain(db, home);
    return inPlace;
  }
  const rootKey = readRootKey(home.rootKey);
  const inForce = await settleMeta(db, 'root-key', rootKey.fingerprint);
  if (inForce !== rootKey.fingerprint) throw differs(home.rootKey, inForce, `this one is ${rootKey.fingerprint}`);
  return rootKey;
}

async function afterRestore(db: Database, home: CentralHome, agreed: string): Promise<RootKey> {
  const rootKey = findRootKey(home.rootKey);
  if (rootKey === undefined) throw differs(home.rootKey, agreed, 'there is none');
  const hasCaughtUp = await catchUpWithRotations(db, agreed, rootKey, readRotationFile(home.rootRotations));
  if (!hasCaughtUp) throw differs(home.rootKey, agreed, `this one is ${rootKey.fingerprint}`);
  return rootKey;
}

/** A home to which root.key was copied gets the links too: so that any home can bring a restored database forward. */
async function keepChain(db: Database, home: CentralHome): Promise<void> {
  const kept = new Set(readRotationFile(home.rootRotations).map(({ signature }) => signature));
  for (const rotation of await readKeptRotations(db)) if (!kept.has(rotation.signature)) keepRotation(home.rootRotations, rotation);
}

function differs(path: string, agreed: string, found: string): CentralStartError {
  return new CentralStartError(
    'root-key-differs',
    `The tills of this database trust the root key ${agreed}, and at ${path} ${found}: copy root.key from the home folder of a central that works on this database`,
  );
}
