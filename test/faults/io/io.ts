/** The disk fails for a while: a commit that it did not take is answered with an error, one that was answered is there, and once the disk is well the same process goes on. */
import { join } from 'node:path';
import { whyNoStrace } from '../kit/strace.ts';
import { inShort, type FaultPart, type PartContext, type PartResult } from '../part.ts';
import { failAgent } from './fail-agent.ts';
import { failWriter, type DiskFault } from './fail-writer.ts';

export interface IoSize {
  /** Runs of each call with each error, and the sales of each run */
  runs: number;
  sales: number;
  /** Times that the disk of a whole agent fails */
  agentFaults: number;
}

const calls: readonly DiskFault['call'][] = ['pwrite64', 'fsync', 'fdatasync'];
const errors: readonly DiskFault['error'][] = ['EIO', 'ENOSPC'];
/** After the file was made: a till that cannot even begin its journal does not start. */
const begun = { pwrite64: 170, fsync: 16, fdatasync: 16 };

export function io(size: IoSize): FaultPart {
  return {
    name: 'io',
    about: `EIO and ENOSPC on pwrite64, fsync and fdatasync of a journal, ${size.runs} times each, and ${size.agentFaults} times of an agent that is asked to sell meanwhile`,
    run: async (context) => {
      const why = whyNoStrace();
      if (why !== undefined) return { counts: {}, failures: [], skipped: [`a failing disk: ${why}`] };
      const result: PartResult = { counts: {}, failures: [], skipped: [] };
      await failWriters(size, context, result);
      await failAgent(size.agentFaults, context, result);
      return { ...result, failures: inShort(result.failures) };
    },
  };
}

async function failWriters({ runs, sales }: IoSize, { random, folder, tell }: PartContext, result: PartResult): Promise<void> {
  let answered = 0;
  for (const call of calls) {
    let injected = 0;
    for (const error of errors) {
      let refused = 0;
      tell(`${error} on ${call}`);
      for (let run = 1; run <= runs; run += 1) {
        // A sale takes some ten writes and one sync.
        const first = begun[call] + random.between(0, call === 'pwrite64' ? sales * 6 : Math.ceil(sales / 2));
        const done = await failWriter(join(folder, `${error}-${call}-${run}`), sales, { call, error, first, last: first + random.between(0, 12) });
        injected += done.injected;
        answered += done.answered;
        for (const count of done.failed.values()) refused += count;
        result.failures.push(...done.found);
      }
      result.counts[`${call}.${error}.refusedCommits`] = refused;
    }
    result.counts[`${call}.injected`] = injected;
    if (injected === 0) result.skipped.push(`${call}: SQLite as it is built here never calls it`);
  }
  result.counts['answers'] = answered;
}
