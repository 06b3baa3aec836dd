import { setTimeout as sleep } from 'node:timers/promises';
import { runJobs } from '../../../sync/central/jobs/run-jobs.ts';
import { stopRequest } from '../stop-request.ts';
import { withCentralDatabase, type CentralDatabaseOptions } from './with-central-database.ts';

export interface JobsOptions extends CentralDatabaseOptions {
  once?: true;
  json?: true;
}

const pauseMs = 60_000;

/** `till central jobs`: what is due by the calendar, once, or every minute until it is asked to stop. */
export async function runCentralJobs({ once, json, ...options }: JobsOptions): Promise<void> {
  const stop = new AbortController();
  if (once !== true) void stopRequest().then(() => stop.abort());
  await withCentralDatabase(options, async (context) => {
    for (;;) {
      const done = await runJobs(context, Date.now());
      const { accounts, maturedPoints, expiredPoints } = done.settled;
      process.stdout.write(json === true
        ? `${JSON.stringify(done)}\n`
        : `✓ ${accounts} accounts settled: ${maturedPoints} points became available, ${expiredPoints} expired; ${done.birthdays} accounts got birthday points\n`);
      if (once === true || stop.signal.aborted) return;
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) return;
    }
  });
}
