import { replayGoldenReceipts } from '../../agent/domain/bundle/golden.ts';
import { loadBundle } from '../../agent/domain/bundle/load.ts';
import type { CompiledBundle } from '../../agent/domain/bundle/compiled.ts';
import type { BundleAnswer } from '../protocol/messages.ts';
import type { Database, Queryable } from './database/database.ts';
import type { RootKey } from './home/root-key.ts';
import { assertKeyInForce } from './root-rotation.ts';
import { ProblemError } from './problem-error.ts';
import { sha256Hex } from './sha256-hex.ts';

/** The bundle in force is the one with the highest serial. */
export async function readBundleInForce(db: Queryable): Promise<BundleAnswer | undefined> {
  const rows = await db.query<BundleRow>('SELECT body, hash, serial, signature, key_id FROM bundle ORDER BY serial DESC LIMIT 1');
  const row = rows[0];
  return row === undefined ? undefined : { text: row.body, hash: row.hash, serial: row.serial, signature: row.signature, keyId: row.key_id };
}

/**
 * Checks a bundle as a till will, golden receipts included; the whole bundle is refused at the first fault.
 * @throws ProblemError `bundle-invalid`, `unknown-kind` (both with `path`) or `golden-receipt-differs`
 */
export function checkBundle(text: string): CompiledBundle {
  const loaded = loadBundle(text, sha256Hex(text));
  if (!loaded.ok) {
    const { code, detail, path } = loaded.invalid;
    throw new ProblemError(code === 'unknown-kind' ? 'unknown-kind' : 'bundle-invalid', detail, { path });
  }
  const { timeZone } = loaded.compiled.bundle;
  if (!isTimeZone(timeZone)) throw new ProblemError('bundle-invalid', `${timeZone} is no time zone known here`, { path: '/timeZone' });
  const [mismatch] = replayGoldenReceipts(loaded.compiled);
  if (mismatch !== undefined) throw new ProblemError('golden-receipt-differs', `${mismatch.name}: ${mismatch.detail}`);
  return loaded.compiled;
}

/**
 * Signs the very text and puts it in force.
 * @throws ProblemError as `checkBundle`, and `serial-not-higher`, `programme-differs`, `root-key-away`
 */
export async function publishBundle(db: Database, rootKey: RootKey, text: string, nowMs: number): Promise<{ serial: number; hash: string }> {
  const compiled = checkBundle(text);
  await db.transaction((tx) => insertBundle(tx, rootKey, text, compiled, nowMs));
  return { serial: compiled.bundle.serial, hash: compiled.hash };
}

export async function insertBundle(tx: Queryable, rootKey: RootKey, text: string, compiled: CompiledBundle, nowMs: number): Promise<void> {
  // the feed's lock keeps two publications apart
  await tx.query('SELECT position FROM feed_head FOR UPDATE');
  const current = await readBundleInForce(tx);
  if (current !== undefined) assertFollows(current, compiled);
  await assertKeyInForce(tx, rootKey);
  const { serial } = compiled.bundle;
  await tx.query('INSERT INTO bundle (serial, hash, body, signature, key_id, published_at_ms) VALUES ($1, $2, $3, $4, $5, $6)', [
    serial, compiled.hash, text, rootKey.sign(text), rootKey.fingerprint, nowMs,
  ]);
}

/** @throws ProblemError `serial-not-higher`, `programme-differs` */
export function assertFollows(current: BundleAnswer, { bundle: { serial, programmeId } }: CompiledBundle): void {
  if (serial <= current.serial) throw new ProblemError('serial-not-higher', `Serial ${current.serial} is in force; ${serial} is not higher.`);
  const loaded = loadBundle(current.text, current.hash);
  if (!loaded.ok || loaded.compiled.bundle.programmeId === programmeId) return;
  throw new ProblemError('programme-differs', `This centre serves ${loaded.compiled.bundle.programmeId}.`, { path: '/programmeId' });
}

/** Tills refuse a bundle whose zone they do not know; both run on the same Node. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

interface BundleRow {
  body: string;
  hash: string;
  serial: number;
  signature: string;
  key_id: string;
}
