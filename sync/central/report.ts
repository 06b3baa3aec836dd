import type { Database, Queryable } from './database/database.ts';
import { readReportPage, type ReportListName, type ReportLists } from './report-lists.ts';
import * as sql from './report-sql.ts';
import { shownEach } from './report-sql.ts';
import { readRedemptionReport, type RedemptionReport } from './report-redemption.ts';
import { readWatchReport, type WatchReport } from './report-watch.ts';

/** GET /admin/v1/report: what the centre has, and what somebody should look at. Of its lists the first page. */
export interface CentralReport extends FirstPages {
  accounts: number;
  tills: number;
  operations: number;
  /** Operations whose effect was refused or reduced */
  parked: number;
  /** Operations that wait for another one */
  waiting: number;
  /** Operations on a second branch of a journal */
  quarantined: number;
  findings: { defect: number; drift: number; goodwill: number; fork: number; qrReplayed: number; orderRepeated: number };
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
  parkedByReason: { reason: string; count: number }[];
  /** Of lists that go on: where their next page begins */
  next: Partial<Record<ReportListName, string>>;
  redemption: RedemptionReport;
  watch: WatchReport;
}

type FirstPages = { [Name in ReportListName]: ReportLists[Name][] };

/** How long the first pages are: of tills and branches all that a chain has, of the others the newest */
const firstPages: Readonly<Record<ReportListName, number>> = { tillStates: 500, branches: 500, defects: shownEach, qrReplays: shownEach, orderRepeats: shownEach, parkedOperations: shownEach };

type Counts = Pick<CentralReport, 'accounts' | 'operations' | 'parked' | 'waiting' | 'quarantined' | 'activeHolds'> & { tillCount: number };

/** All of it from one view, so that its numbers fit together. */
export async function readReport(db: Database, nowMs: number): Promise<CentralReport> {
  return await db.longRead(async (tx) => await readReportIn(tx, nowMs));
}

/** The same, in a view that the caller holds. */
export async function readReportIn(tx: Queryable, nowMs: number): Promise<CentralReport> {
  const [row] = await tx.query<Counts & CentralReport['findings']>(sql.countsSql);
  if (row === undefined) throw new Error('a query without FROM answered no row');
  const { defect, drift, goodwill, fork, qrReplayed, orderRepeated, tillCount, ...counts } = row;
  const sums = await tx.query<{ bucket: string; points: number }>(sql.bucketsSql);
  const buckets = Object.fromEntries(sums.map(({ bucket, points }) => [bucket, points]));
  return {
    ...counts,
    tills: tillCount,
    findings: { defect, drift, goodwill, fork, qrReplayed, orderRepeated },
    // 0 and not -0, where there is none
    goodwillPoints: 0 - (buckets['goodwill'] ?? 0),
    heldPoints: buckets['held'] ?? 0,
    leasedPoints: buckets['leased'] ?? 0,
    buckets,
    goodwill: await tx.query<CentralReport['goodwill'][number]>(sql.goodwillSql),
    pending: await tx.query<CentralReport['pending'][number]>(sql.pendingSql),
    expiring: await tx.query<CentralReport['expiring'][number]>(sql.expiringSql),
    differences: await tx.query<CentralReport['differences'][number]>(sql.differencesSql),
    parkedByReason: await tx.query<CentralReport['parkedByReason'][number]>(sql.parkedByReasonSql),
    ...await readFirstPages(tx),
    redemption: await readRedemptionReport(tx, nowMs),
    watch: await readWatchReport(tx, nowMs),
  };
}

async function readFirstPages(tx: Queryable): Promise<FirstPages & Pick<CentralReport, 'next'>> {
  const next: CentralReport['next'] = {};
  const first = async <Name extends ReportListName>(name: Name): Promise<ReportLists[Name][]> => {
    const page = await readReportPage(tx, name, { limit: firstPages[name] });
    if (page.next !== undefined) next[name] = page.next;
    return page.items;
  };
  return {
    tillStates: await first('tillStates'), branches: await first('branches'), defects: await first('defects'), qrReplays: await first('qrReplays'), orderRepeats: await first('orderRepeats'), parkedOperations: await first('parkedOperations'),
    next,
  };
}
