import { existsSync } from 'node:fs';
import { CentralStartError } from '../central-start-error.ts';
import type { Queryable } from '../database/database.ts';
import { readMeta, settleMeta } from '../meta.ts';
import { readRootKey, type RootKey } from './root-key.ts';

/**
 * The root key of this home, which must be the one that signs for this database: tills know one key, whichever process they speak to.
 * It is made only for a database that has none yet; of several that start at once the first one's counts.
 * @throws CentralStartError `root-key-differs`
 */
export async function agreeOnRootKey(db: Queryable, path: string): Promise<RootKey> {
  const agreed = await readMeta(db, 'root-key');
  if (agreed !== undefined && !existsSync(path)) throw differs(path, agreed, 'there is none');
  const rootKey = readRootKey(path);
  const inForce = await settleMeta(db, 'root-key', rootKey.fingerprint);
  if (inForce !== rootKey.fingerprint) throw differs(path, inForce, `this one is ${rootKey.fingerprint}`);
  return rootKey;
}

function differs(path: string, agreed: string, found: string): CentralStartError {
  return new CentralStartError(
    'root-key-differs',
    `The tills of this database trust the root key ${agreed}, and at ${path} ${found}: copy root.key from the home folder of a central that works on this database`,
  );
}
