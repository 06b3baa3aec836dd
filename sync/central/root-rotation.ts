/**
 * Rotation of the root key. Keys are files of the home folders, the database says which one is in force (ADR 0016, 0032):
 *
 *   files of the home                     in force (database)
 *   root.key = old                        old                  before
 *        │ make root.next.key, sync
 *   root.key = old, root.next.key = new   old                  prepared: may be copied to other homes, may be given up
 *        │ write the signed link to root.rotations.json, sync
 *        │ one transaction: link, key in force, signature of the bundle in force, sealing keys wrapped anew
 *   root.key = old, root.next.key = new   new                  done; the old key signs nothing any more
 *        │ rename root.next.key over root.key, sync
 *   root.key = new                        new                  after: the old key is gone
 *
 * Every home has the key in force at each arrow, so a crash anywhere leaves one of both in force, and the next start or rotation goes on from there.
 */
import { createPublicKey, verify } from 'node:crypto';
import { rotationSigningText, type SignedRotation } from '../protocol/root-rotation.ts';
import type { Database, Queryable } from './database/database.ts';
import type { CentralHome } from './home/central-home.ts';
import { findRootKey, fingerprintOf, readRootKey, type RootKey } from './home/root-key.ts';
import { takeRootKey } from './home/root-keys.ts';
import { keepRotation, type KeptRotation } from './home/rotation-file.ts';
import { readMeta } from './meta.ts';
import { ProblemError } from './problem-error.ts';
import { wrapSealingKeysAnew } from './profiles/wrap-anew.ts';
import { unwrapText, wrappingSecretOf, wrapText } from './profiles/wrapped-text.ts';

/** Makes the next key, if there is none yet, and changes nothing else: so that it can be copied to the other homes before it is in force. */
export async function prepareRotation(db: Queryable, home: CentralHome): Promise<RootKey> {
  const agreed = await readMeta(db, 'root-key');
  // one that is in force already is the end of a rotation that was cut off
  if (agreed !== undefined) takeRootKey(home, agreed);
  return readRootKey(home.nextRootKey);
}

export interface RotationDone {
  before: string;
  keyId: string;
  /** An earlier rotation had been cut off after its commit, and was only finished */
  wasUnfinished?: true;
}

/** @throws ProblemError `root-key-away` where this home has not the key in force: nobody else can hand over */
export async function rotateRootKey(db: Database, home: CentralHome, nowMs: number): Promise<RotationDone> {
  const agreed = await readMeta(db, 'root-key');
  if (agreed === undefined) throw new ProblemError('root-key-away', 'This database has no root key yet: start a central on it, or seed it, first.');
  if (findRootKey(home.nextRootKey)?.fingerprint === agreed && takeRootKey(home, agreed) !== undefined) return { before: await keyBefore(db, agreed), keyId: agreed, wasUnfinished: true };
  const current = takeRootKey(home, agreed);
  if (current === undefined) throw new ProblemError('root-key-away', `The root key in force is ${agreed}, and no file of this home is it.`);
  const next = readRootKey(home.nextRootKey);
  const link = { from: current.publicKey, to: next.publicKey, rotatedAtMs: nowMs };
  const before = wrappingSecretOf(current);
  const handedOver = wrapText(wrappingSecretOf(next), before.toString('base64url'));
  const rotation: KeptRotation = { ...link, signature: current.sign(rotationSigningText(link)), handedOver };
  keepRotation(home.rootRotations, rotation);
  await db.transaction(async (tx) => await putInForce(tx, [rotation], next, before), 'READ COMMITTED', 'idempotent');
  takeRootKey(home, next.fingerprint);
  db.announcements?.announce();
  return { before: current.fingerprint, keyId: next.fingerprint };
}

/**
 * After a restore the database may name a key that handed over since. The links that this home kept prove it, as they prove it to tills,
 * and hand over what sealing keys were wrapped by.
 * @returns false where they do not lead from the key that the database names to this one
 */
export async function catchUpWithRotations(db: Database, agreed: string, rootKey: RootKey, kept: readonly KeptRotation[]): Promise<boolean> {
  const links: KeptRotation[] = [];
  for (let at = agreed; at !== rootKey.fingerprint;) {
    const link = kept.find(({ from }) => fingerprintOf(from) === at);
    if (link === undefined || links.includes(link) || !isSigned(link)) return false;
    links.push(link);
    at = fingerprintOf(link.to);
  }
  const before = links.toReversed().reduce((secret, { handedOver }) => Buffer.from(unwrapText(secret, handedOver), 'base64url'), wrappingSecretOf(rootKey));
  await db.transaction(async (tx) => await putInForce(tx, links, rootKey, before), 'READ COMMITTED', 'idempotent');
  return true;
}

/** Links that follow this key, the oldest first; all that there are where it is the first. None for a key that is in force, or that nobody knows. */
export async function readRotationsAfter(db: Queryable, keyId: string): Promise<SignedRotation[]> {
  const next = new Map((await readRotations(db)).map((rotation) => [fingerprintOf(rotation.from), rotation]));
  const links: SignedRotation[] = [];
  for (let at = next.get(keyId); at !== undefined && links.length < next.size; at = next.get(fingerprintOf(at.to))) links.push(at);
  return links;
}

/** All links, in no order. */
export async function readRotations(db: Queryable): Promise<SignedRotation[]> {
  return await db.query<SignedRotation>('SELECT from_public_key AS "from", to_public_key AS "to", rotated_at_ms AS "rotatedAtMs", signature FROM root_rotation');
}

/** All links as a home keeps them, in no order. */
export async function readKeptRotations(db: Queryable): Promise<KeptRotation[]> {
  return await db.query<KeptRotation>('SELECT from_public_key AS "from", to_public_key AS "to", rotated_at_ms AS "rotatedAtMs", signature, handed_over AS "handedOver" FROM root_rotation');
}

/** Whether this was the root key once, and has handed over. */
export async function isRetired(db: Queryable, keyId: string): Promise<boolean> {
  return (await db.query('SELECT 1 FROM root_rotation WHERE from_key_id = $1', [keyId])).length > 0;
}

/**
 * Keeps the key in force from handing over until the transaction ends: what it signs in it is signed while it is in force.
 * @throws ProblemError `root-key-away` for a key that has handed over
 */
export async function assertKeyInForce(tx: Queryable, rootKey: RootKey): Promise<void> {
  const rows = await tx.query<{ value: string }>("SELECT value FROM meta WHERE key = 'root-key' FOR SHARE");
  const [agreed] = rows;
  if (agreed === undefined || agreed.value === rootKey.fingerprint) return;
  throw new ProblemError('root-key-away', `The root key ${rootKey.fingerprint} has handed over to ${agreed.value}, and signs nothing any more.`);
}

/** `before`: what sealing keys are wrapped by so far. */
async function putInForce(tx: Queryable, links: readonly KeptRotation[], rootKey: RootKey, before: Buffer): Promise<void> {
  // the lock of publications: no bundle is signed by the old key meanwhile
  await tx.query('SELECT position FROM feed_head FOR UPDATE');
  const rows = await tx.query<{ value: string }>("SELECT value FROM meta WHERE key = 'root-key' FOR UPDATE");
  const agreed = rows[0]?.value;
  if (agreed === rootKey.fingerprint) return;
  const [first] = links;
  if (first === undefined || fingerprintOf(first.from) !== agreed) throw new ProblemError('root-key-away', `Another rotation was first: the root key in force is ${agreed ?? 'none'}.`);
  for (const { from, to, rotatedAtMs, signature, handedOver } of links) {
    await tx.query('INSERT INTO root_rotation (from_key_id, to_key_id, from_public_key, to_public_key, rotated_at_ms, signature, handed_over) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      fingerprintOf(from), fingerprintOf(to), from, to, rotatedAtMs, signature, handedOver,
    ]);
  }
  await tx.query("UPDATE meta SET value = $1 WHERE key = 'root-key'", [rootKey.fingerprint]);
  await signBundleAgain(tx, rootKey);
  await wrapSealingKeysAnew(tx, before, wrappingSecretOf(rootKey));
}

/** A till that is enrolled from now on knows the new key alone. */
async function signBundleAgain(tx: Queryable, rootKey: RootKey): Promise<void> {
  const [bundle] = await tx.query<{ serial: number; body: string }>('SELECT serial, body FROM bundle ORDER BY serial DESC LIMIT 1');
  if (bundle === undefined) return;
  await tx.query('UPDATE bundle SET signature = $2, key_id = $3 WHERE serial = $1', [bundle.serial, rootKey.sign(bundle.body), rootKey.fingerprint]);
}

async function keyBefore(db: Queryable, keyId: string): Promise<string> {
  const rows = await db.query<{ id: string }>('SELECT from_key_id AS id FROM root_rotation WHERE to_key_id = $1', [keyId]);
  return rows[0]?.id ?? keyId;
}

function isSigned(rotation: SignedRotation): boolean {
  const key = createPublicKey({ key: Buffer.from(rotation.from, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(rotationSigningText(rotation), 'utf8'), key, Buffer.from(rotation.signature, 'base64'));
}
