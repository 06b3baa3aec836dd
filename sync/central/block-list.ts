import { createHash } from 'node:crypto';
import { blockedCardText, blockedDigestBytes, type BlockList } from '../../agent/domain/cards/block-list.ts';
import type { BlockListAnswer } from '../protocol/messages.ts';
import type { Database, Queryable } from './database/database.ts';
import { readFeedMark } from './feed-head.ts';
import type { RootKey } from './home/root-key.ts';
import type { RootKeys } from './home/root-keys.ts';
import { readMeta, writeMeta } from './meta.ts';
import { ProblemError } from './problem-error.ts';
import { assertKeyInForce } from './root-rotation.ts';
import { sha256Hex } from './sha256-hex.ts';

/** A list is looked at again no sooner than this: a thousand tills ask for it. */
const freshMs = 15_000;
/** Any number: it only has to be the same in every process of the centre. */
const blockListLock = 731_711;

/** The list in force as it was last made, kept in the database so that every process of the centre serves the same one. */
interface StoredBlockList extends BlockListAnswer {
  serial: number;
  epoch: string;
  /** Over the numbers that it was made of */
  numbersHash: string;
}

/** Answers the signed list of blocked cards; it is made anew, with a higher serial, only when the blocked cards have changed. */
export interface BlockLists {
  read(epoch: string, nowMs: number): Promise<BlockListAnswer>;
}

export function createBlockLists(db: Database, rootKeys: RootKeys): BlockLists {
  let kept: { answer: BlockListAnswer; epoch: string; mark: string; atMs: number } | undefined;
  return {
    async read(epoch, nowMs) {
      const at = performance.now();
      if (kept?.epoch === epoch && at - kept.atMs < freshMs) return kept.answer;
      const mark = await readFeedMark(db);
      const answer = kept?.epoch === epoch && kept.mark === mark ? kept.answer : await db.transaction((tx) => settleBlockList(tx, rootKeys, epoch, nowMs));
      kept = { answer, epoch, mark, atMs: at };
      return answer;
    },
  };
}

async function settleBlockList(tx: Queryable, rootKeys: RootKeys, epoch: string, nowMs: number): Promise<BlockListAnswer> {
  await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [blockListLock]);
  // One statement: the cards and the position are of one view.
  const rows = await tx.query<{ position: number; numbers: string }>(
    `SELECT position, (SELECT coalesce(string_agg(number, ',' ORDER BY number), '') FROM card WHERE state IN ('blocked', 'replaced')) AS numbers FROM feed_head`,
  );
  const [{ position, numbers }] = rows as [{ position: number; numbers: string }];
  const text = await readMeta(tx, 'block-list');
  const stored = text === undefined ? undefined : (JSON.parse(text) as StoredBlockList);
  const numbersHash = sha256Hex(numbers);
  const rootKey = await rootKeys.inForce(tx).catch((error: unknown) => {
    // A process that has no copy yet: another one makes the list that it serves, and a till is not sent away for it.
    if (error instanceof ProblemError && error.code === 'root-key-away' && stored?.epoch === epoch) return undefined;
    throw error;
  });
  if (stored !== undefined && (rootKey === undefined || (stored.numbersHash === numbersHash && stored.epoch === epoch && stored.keyId === rootKey.fingerprint))) return answerOf(stored);
  if (rootKey === undefined) throw new ProblemError('root-key-away', 'This process of the centre has no copy of the root key in force, and there is no block list yet.');
  await assertKeyInForce(tx, rootKey);
  // The time keeps it rising where the database went back to an earlier hour.
  const serial = Math.max(nowMs, (stored?.serial ?? 0) + 1);
  const next = sign(rootKey, makeBlockList(numbers === '' ? [] : numbers.split(','), { serial, epoch, cursor: position }));
  await writeMeta(tx, 'block-list', JSON.stringify({ ...next, serial, epoch, numbersHash } satisfies StoredBlockList));
  return next;
}

/** @param cardNumbers in any order */
export function makeBlockList(cardNumbers: readonly string[], view: { serial: number; epoch: string; cursor: number }): BlockList {
  const salt = `${view.epoch}:${view.serial}`;
  const digests = cardNumbers
    .map((number) => createHash('sha256').update(blockedCardText(salt, number)).digest().subarray(0, blockedDigestBytes))
    .sort((a, b) => Buffer.compare(a, b))
    // Two blocked cards may share one.
    .filter((digest, index, all) => index === 0 || !digest.equals(all[index - 1] ?? Buffer.alloc(0)));
  return { kind: 'block-list', ...view, salt, digests: Buffer.concat(digests).toString('base64') };
}

function sign(rootKey: RootKey, list: BlockList): BlockListAnswer {
  const text = JSON.stringify(list);
  return { text, hash: sha256Hex(text), signature: rootKey.sign(text), keyId: rootKey.fingerprint };
}

function answerOf({ text, hash, signature, keyId }: StoredBlockList): BlockListAnswer {
  return { text, hash, signature, keyId };
}
