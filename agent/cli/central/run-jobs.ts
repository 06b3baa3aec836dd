import { setTimeout as sleep } from 'node:timers/promises';
import { runJobs } from '../../../sync/central/jobs/run-jobs.ts';
import { stopRequest } from '../stop-request.ts';
import { type CentralChoice, withCentralDatabase } from './with-database.ts';

export interface JobsOptions extends CentralChoice {
  once?: true;
  json?: true;
  /** Days */
  notifyRetention?: number;
}

const pauseMs = 60_000;

/** `till central jobs`: what is due by the calendar, once, or every minute until it is asked to stop. */
export async function runCentralJobs({ once, json, notifyRetention, ...choice }: JobsOptions): Promise<void> {
  const stop = new AbortController();
  if (once !== true) void stopRequest().then(() => stop.abort());
  await withCentralDatabase(choice, async (db, library) => {
    for (;;) {
      const done = await runJobs({ db, library }, Date.now(), notifyRetention);
      const { accounts, maturedPoints, expiredPoints } = done.settled;
      const { granted, toppedUp, renewed, recalled, voided } = done.leases;
      process.stdout.write(json === true
        ? `${JSON.stringify(done)}\n`
        : `✓ ${accounts} accounts settled: ${maturedPoints} points became available, ${expiredPoints} expired; ${done.birthdays} accounts got birthday points, ${done.merges.merged} were merged, ${done.merges.proposed} merges proposed, ${done.notifications} messages written; allowances: ${granted} granted, ${toppedUp} topped up, ${renewed} renewed, ${recalled} recalled, ${voided} void\n`);
      if (once === true || stop.signal.aborted) return;
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) return;
    }
  });
}
