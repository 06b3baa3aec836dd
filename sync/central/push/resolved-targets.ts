import type { SealedBlob } from '../../../agent/domain/operations/sealed-blob.ts';
import type { StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { Queryable } from '../database/database.ts';
import type { BundleLibrary } from '../bundle-library.ts';
import { withPayloads } from '../payload-blocks.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { prepareOperation } from './prepare-batch.ts';
import type { SaleRecord } from './sale-records.ts';
import type { FreshOperation } from './write-operations.ts';

/** An operation that a repair names. */
export interface ResolvedTarget {
  kind: string;
  item: BatchItem;
}

interface TargetRow extends Omit<StoredOperation, 'payload'> {
  journalId: string;
  payload: string | null;
  received_at_ms: number;
  verdict: Outcome['verdict'];
  reason: string | null;
  account_id: string | null;
}

/** Any number that no other lock has */
const repairLock = 731_760;

/** Locks and reads what the repairs of this batch name, of this till alone. Runs after the journal's lock and before all others; the verdicts may be stale until `settleTargets`. */
export async function openTargets(tx: Queryable, library: BundleLibrary, tillId: string, fresh: readonly FreshOperation[]): Promise<Map<string, ResolvedTarget>> {
  const ids = fresh.flatMap(({ item: { body } }) => (body?.kind === 'operation-resolved' ? [body.payload.opId] : []));
  const targets = new Map<string, ResolvedTarget>();
  if (ids.length === 0) return targets;
  const own = new Map(fresh.map(({ stored, item }) => [stored.opId, { kind: stored.kind, item }]));
  const known = [...new Set(ids)].sort();
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended(op_id, $2::bigint)) FROM unnest($1::text[]) WITH ORDINALITY AS o (op_id, place) ORDER BY place', [known, repairLock]);
  const rows = await tx.query<TargetRow>(
    `SELECT o.journal_id AS "journalId", o.seq, o.op_id AS "opId", o.kind, o.schema, o.at_ms AS "atMs", o.wall_ms AS "wallMs", o.clock, o.payload, o.prev, o.hash,
       o.received_at_ms, o.verdict, o.reason, o.account_id
     FROM operation o JOIN journal j ON j.journal_id = o.journal_id WHERE o.op_id = ANY($1) AND j.till_id = $2`,
    [known, tillId],
  );
  for (const { journalId, received_at_ms: receivedAtMs, verdict, reason, account_id: accountId, ...stored } of await withPayloads(tx, rows)) {
    const { stored: _text, ...prepared } = await prepareOperation(tx, library, { tillId, journalId, batch: [] }, stored);
    const { seq, opId, atMs, clock, kind } = stored;
    targets.set(opId, { kind, item: { journalId, tillId, seq, opId, atMs, clock, receivedAtMs, ...prepared, outcome: outcomeOf(verdict, reason, accountId) } });
  }
  for (const id of known) {
    const target = own.get(id);
    if (target !== undefined) targets.set(id, target);
  }
  return targets;
}

/** Reads the verdicts once more, now that all is locked, and makes a return that waits for its sale one and the same object for both. */
export async function settleTargets(tx: Queryable, targets: Map<string, ResolvedTarget>, sales: ReadonlyMap<string, SaleRecord>, fresh: readonly FreshOperation[]): Promise<void> {
  if (targets.size === 0) return;
  const rows = await tx.query<Pick<TargetRow, 'opId' | 'verdict' | 'reason' | 'account_id'>>('SELECT op_id AS "opId", verdict, reason, account_id FROM operation WHERE op_id = ANY($1)', [[...targets.keys()]]);
  const arrived = new Set(fresh.map(({ stored }) => stored.opId));
  const waiting = new Map([...sales.values()].flatMap((record) => record.waiting).map((item) => [item.opId, item]));
  for (const { opId, verdict, reason, account_id: accountId } of rows) {
    const target = targets.get(opId);
    if (target === undefined || arrived.has(opId)) continue;
    target.item.outcome = outcomeOf(verdict, reason, accountId);
    const shared = waiting.get(opId);
    if (shared !== undefined) targets.set(opId, { kind: target.kind, item: shared });
  }
}

/** What a repaired operation had sealed, as far as it is kept. */
export async function sealedOfTargets(tx: Queryable, targets: ReadonlyMap<string, ResolvedTarget>): Promise<SealedBlob[]> {
  const customers = [...targets.values()].filter(({ kind }) => kind.startsWith('customer-')).map(({ item: { body } }) => body?.payload);
  const digests = customers.flatMap((payload) => (payload !== undefined && 'sealedSha256' in payload ? [payload.sealedSha256] : []));
  return digests.length === 0 ? [] : await tx.query<SealedBlob>('SELECT sha256, sealed FROM sealed_blob WHERE sha256 = ANY($1)', [digests]);
}

function outcomeOf(verdict: Outcome['verdict'], reason: string | null, accountId: string | null): Outcome {
  return { verdict, ...(reason === null ? {} : { reason }), ...(accountId === null ? {} : { accountId }) };
}
