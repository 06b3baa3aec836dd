import { once } from 'node:events';
import type { Queryable } from '../../../sync/central/database/database.ts';
import { readReportPage, reportListNames, type ReportListName, type ReportPage, type TillState } from '../../../sync/central/report-lists.ts';
import { readReportIn, type CentralReport } from '../../../sync/central/report.ts';
import { linesOfRedemption } from './redemption-lines.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface ReportOptions extends CentralChoice {
  json?: true;
}

/** Rows that are read and written at a time */
const pageRows = 1_000;

/** `till central report`: the same as `GET /admin/v1/report` of a central that runs; with `--json` its lists to their ends, all from one view. Exit code 1 where there is a defect. */
export async function runCentralReport({ json, ...choice }: ReportOptions): Promise<void> {
  const defects = await withCentralDatabase(choice, async (db) => await db.longRead(async (tx) => {
    const report = await readReportIn(tx, Date.now());
    if (json === true) await writeWhole(tx, report);
    else process.stdout.write(`${linesOf(report).join('\n')}\n`);
    return report.findings.defect;
  }));
  if (defects > 0) process.exitCode = 1;
}

/** One JSON object on one line, of which only a page is ever in memory. */
async function writeWhole(tx: Queryable, { next, ...report }: CentralReport): Promise<void> {
  const isList = (name: string): name is ReportListName => reportListNames.some((list) => list === name);
  let separator = '{';
  for (const [name, value] of Object.entries(report)) {
    const text = JSON.stringify(value);
    await write(`${separator}${JSON.stringify(name)}:`);
    separator = ',';
    if (!isList(name) || next[name] === undefined) {
      await write(text);
      continue;
    }
    await write(text.slice(0, -1));
    let after: string | undefined = next[name];
    while (after !== undefined) {
      const page: ReportPage<object> = await readReportPage(tx, name, { after, limit: pageRows });
      await write(page.items.map((item) => `,${JSON.stringify(item)}`).join(''));
      after = page.next;
    }
    await write(']');
  }
  await write('}\n');
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function linesOf(report: CentralReport): string[] {
  const { findings, buckets, goodwill, pending, expiring, differences, defects, tillStates, branches, parkedByReason, parkedOperations, watch } = report;
  return [
    `${report.accounts} accounts, ${report.tills} tills, ${report.operations} operations (parked ${report.parked}, waiting ${report.waiting}, quarantined ${report.quarantined}), ${report.activeHolds} holds`,
    `findings: defects ${findings.defect}, drift ${findings.drift}, goodwill ${findings.goodwill}, forks ${findings.fork}, codes used twice ${findings.qrReplayed}, orders sold twice ${findings.orderRepeated}`,
    ...differences.map(({ kind, what, count }) => `  ${kind} of ${what}: ${count}`),
    ...listed('the newest defects:', defects.map(({ opId, tillId, journalId, seq, detail, atMs }) => `${instant(atMs)} till ${tillId ?? 'unknown'}, operation ${opId} (${journalId}, ${seq}): ${JSON.stringify(detail)}`)),
    ...listed('codes of the application that came in two sales:', report.qrReplays.map(({ tillId, saleId, usedAtTill, usedBySale, accountId, pointsSpent, atMs }) => `${instant(atMs)} sale ${saleId} at till ${tillId}, had by sale ${usedBySale} at till ${usedAtTill}, customer ${accountId ?? 'unknown'}, ${pointsSpent} points spent`)),
    ...listed('orders of web shops that came in two sales:', report.orderRepeats.map(({ channelId, orderId, tillId, saleId, usedAtTill, usedBySale, atMs }) => `${instant(atMs)} order ${orderId} of ${channelId}: sale ${saleId} at till ${tillId}, had by sale ${usedBySale} at till ${usedAtTill}`)),
    'points in each bucket:',
    ...Object.entries(buckets).map(([bucket, points]) => `  ${bucket}: ${points}`),
    `set aside: ${report.heldPoints} points held for open sales, ${report.leasedPoints} leased to tills`,
    ...listed('goodwill by cause:', goodwill.map(({ cause, receipts, points }) => `${cause}: ${points} points on ${receipts} receipts`)),
    ...linesOfRedemption(report.redemption),
    ...listed(`customers at ${watch.fromTills} tills or with more than ${watch.overReceipts} receipts in one day, of the last ${watch.days}:`, watch.customers.map(({ accountId, localDate, receipts, tillIds, userIds }) =>
      `${localDate} ${accountId}: ${receipts} receipts at ${tillIds.join(', ')}${userIds.length === 0 ? '' : `, by ${userIds.join(', ')}`}`)),
    ...listed('pending points by the day on which they become available:', pending.map(({ availableOn, points }) => `${availableOn}: ${points}`)),
    ...listed('points by their last day:', expiring.map(({ expiresOn, points }) => `${expiresOn}: ${points}`)),
    ...listed('tills:', tillStates.map(tillInWords)),
    ...listed('quarantined branches of journals:', branches.map(({ tillId, journalId, operations, fromSeq, toSeq, sinceMs }) =>
      `till ${tillId ?? 'unknown'}, journal ${journalId}: ${operations} operations from ${fromSeq} to ${toSeq}, since ${instant(sinceMs)}`)),
    ...listed('parked operations by reason:', parkedByReason.map(({ reason, count }) => `${reason}: ${count}`)),
    ...listed('the newest of them:', parkedOperations.map(({ opId, tillId, journalId, seq, kind, reason, receivedAtMs }) =>
      `${instant(receivedAtMs)} till ${tillId}, ${kind} ${opId} (${journalId}, ${seq}): ${reason}`)),
    ...Object.keys(report.next).map((name) => `there are more ${name} than these: --json tells all of them`),
  ];
}

function tillInWords({ tillId, storeId, lastContactMs, queue, isRevoked, isQuarantined }: TillState): string {
  const contact = lastContactMs === null ? 'never in contact' : `last contact ${instant(lastContactMs)}`;
  return `${tillId} in ${storeId}: ${contact}, queue ${queue}${isRevoked ? ', revoked' : ''}${isQuarantined ? ', quarantined' : ''}`;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function listed(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}
