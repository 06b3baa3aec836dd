import type { StaffList } from '../../../agent/domain/operators/staff-list.ts';
import type { StaffListAnswer } from '../../protocol/messages.ts';
import type { Database, Queryable } from '../database/database.ts';
import type { RootKeys } from '../home/root-keys.ts';
import { ProblemError } from '../problem-error.ts';
import { assertKeyInForce } from '../root-rotation.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { activeMembersOf } from './staff-members.ts';

/** Any number: it only has to be the same in every process of the centre. */
const staffListLock = 731_713;

interface StoredList {
  serial: number;
  members_hash: string;
  text: string;
  hash: string;
  signature: string;
  key_id: string;
}

/** The signed staff list of a store; it is made anew, with a higher serial, only when its people or the root key have changed. */
export async function readStaffList(db: Database, rootKeys: RootKeys, storeId: string, nowMs: number): Promise<StaffListAnswer> {
  return await db.transaction(async (tx) => await settle(tx, rootKeys, storeId, nowMs));
}

async function settle(tx: Queryable, rootKeys: RootKeys, storeId: string, nowMs: number): Promise<StaffListAnswer> {
  await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [staffListLock]);
  const members = await activeMembersOf(tx, storeId);
  const [stored] = await tx.query<StoredList>('SELECT serial, members_hash, text, hash, signature, key_id FROM staff_list WHERE store_id = $1', [storeId]);
  const membersHash = sha256Hex(JSON.stringify(members));
  const rootKey = await rootKeys.inForce(tx).catch((error: unknown) => {
    // A process that has no copy yet serves the list that another one made.
    if (error instanceof ProblemError && error.code === 'root-key-away' && stored !== undefined) return undefined;
    throw error;
  });
  if (stored !== undefined && (rootKey === undefined || (stored.members_hash === membersHash && stored.key_id === rootKey.fingerprint))) return answerOf(stored);
  if (rootKey === undefined) throw new ProblemError('root-key-away', 'This process of the centre has no copy of the root key in force, and there is no staff list yet.');
  await assertKeyInForce(tx, rootKey);
  // The time keeps it rising where the database went back to an earlier hour.
  const serial = Math.max(nowMs, (stored?.serial ?? 0) + 1);
  const text = JSON.stringify({ kind: 'staff-list', storeId, serial, members } satisfies StaffList);
  const next: StoredList = { serial, members_hash: membersHash, text, hash: sha256Hex(text), signature: rootKey.sign(text), key_id: rootKey.fingerprint };
  await tx.query(
    `INSERT INTO staff_list (store_id, serial, members_hash, text, hash, signature, key_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (store_id) DO UPDATE SET serial = excluded.serial, members_hash = excluded.members_hash, text = excluded.text, hash = excluded.hash, signature = excluded.signature, key_id = excluded.key_id`,
    [storeId, next.serial, next.members_hash, next.text, next.hash, next.signature, next.key_id],
  );
  return answerOf(next);
}

function answerOf({ text, hash, signature, key_id: keyId }: StoredList): StaffListAnswer {
  return { text, hash, signature, keyId };
}
