import type { Database, Queryable } from './database/database.ts';
import * as sql from './report-sql.ts';
import { readRedemptionReport, type RedemptionReport } from './report-redemption.ts';
import { readWatchReport, type WatchReport } from './report-watch.ts';

/** GET /admin/v1/report: what the centre has, and what somebody should look at. */
export interface CentralReport {
  accounts: number;
  tills: number;
  operations: number;
  /** Operations whose effect was refused or reduced */
  parked: number;
  /** Operations that wait for another one */
  waiting: number;
  /** Operations on a second branch of a journal */
  quarantined: number;
  findings: { defect: number; drift: number; goodwill: number; fork: number; qrReplayed: number };
  /** Points that the programme paid for customers who spent more than they had */
  goodwillPoints: number;
  activeHolds: number;
  /** Points that are set aside now: for sales that are open, and for tills that may let customers spend them offline */
  heldPoints: number;
  leasedPoints: number;
  /** Sum of every bucket over all accounts */
  buckets: Record<string, number>;
  /** Why the programme paid: receipts and points, by cause */
  goodwill: { cause: string; receipts: number; points: number }[];
  /** Points that become available, by day, the soonest first */
  pending: { availableOn: string; points: number }[];
  /** Points that expire within the next days with any, the soonest first */
  expiring: { expiresOn: string; points: number }[];
  /** Defects and drifts by what they are about; `price` where the sale alone differs */
  differences: { kind: 'defect' | 'drift'; what: string; count: number }[];
  /** The newest */
  defects: { opId: string; tillId: string | null; journalId: string; seq: number; accountId: string | null; detail: Readonly<Record<string, string | number>>; atMs: number }[];
  /** Codes of the application that came in two sales, the newest first: the sale that arrived second, and the one that had the code */
  qrReplays: { opId: string; saleId: string; tillId: string; usedBySale: string; usedAtTill: string; accountId: string | null; pointsSpent: number; atMs: number }[];
  tillStates: TillState[];
  /** Second branches of journals, the newest first */
  branches: { tillId: string | null; journalId: string; operations: number; fromSeq: number; toSeq: number; sinceMs: number }[];
  parkedByReason: { reason: string; count: number }[];
  /** The newest */
  parkedOperations: { opId: string; tillId: string; journalId: string; seq: number; kind: string; reason: string; receivedAtMs: number }[];
  redemption: RedemptionReport;
  watch: WatchReport;
}

export interface TillState {
  tillId: string;
  tillName: string;
  storeId: string;
  /** Its last call, to the minute; null where it never called since it was enrolled */
  lastContactMs: number | null;
  lastPushMs: number | null;
  /** Operations that it had and the centre had not, as it said at its last push */
  queue: number;
  isRevoked: boolean;
  isQuarantined: boolean;
}

type Counts = Pick<CentralReport, 'accounts' | 'operations' | 'parked' | 'waiting' | 'quarantined' | 'activeHolds'> & { tillCount: number };

/** All of it from one view, so that its numbers fit together. */
export async function readReport(db: Database, nowMs: number): Promise<CentralReport> {
  return await db.longRead(async (tx) => await readAll(tx, nowMs));
}

async function readAll(tx: Queryable, nowMs: number): Promise<CentralReport> {
  const [row] = await tx.query<Counts & CentralReport['findings']>(sql.countsSql);
  if (row === undefined) throw new Error('a query without FROM answered no row');
  const { defect, drift, goodwill, fork, qrReplayed, tillCount, ...counts } = row;
  const sums = await tx.query<{ bucket: string; points: number }>(sql.bucketsSql);
  const buckets = Object.fromEntries(sums.map(({ bucket, points }) => [bucket, points]));
  return {
    ...counts,
    tills: tillCount,
    findings: { defect, drift, goodwill, fork, qrReplayed },
    // 0 and not -0, where there is none
    goodwillPoints: 0 - (buckets['goodwill'] ?? 0),
    heldPoints: buckets['held'] ?? 0,
    leasedPoints: buckets['leased'] ?? 0,
    buckets,
    goodwill: await tx.query<CentralReport['goodwill'][number]>(sql.goodwillSql),
    pending: await tx.query<CentralReport['pending'][number]>(sql.pendingSql),
    expiring: await tx.query<CentralReport['expiring'][number]>(sql.expiringSql),
    differences: await tx.query<CentralReport['differences'][number]>(sql.differencesSql),
    defects: await tx.query<CentralReport['defects'][number]>(sql.defectsSql),
    qrReplays: await tx.query<CentralReport['qrReplays'][number]>(sql.qrReplaysSql),
    tillStates: await tx.query<TillState>(sql.tillsSql),
    branches: await tx.query<CentralReport['branches'][number]>(sql.branchesSql),
    parkedByReason: await tx.query<CentralReport['parkedByReason'][number]>(sql.parkedByReasonSql),
    parkedOperations: await tx.query<CentralReport['parkedOperations'][number]>(sql.parkedSql),
    redemption: await readRedemptionReport(tx, nowMs),
    watch: await readWatchReport(tx, nowMs),
  };
}
