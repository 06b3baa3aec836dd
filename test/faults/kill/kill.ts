/** SIGKILL at any moment: of a process that writes a journal, between its statements too, and of whole agents in a running shop. */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { summarize } from '../../../agent/cli/replay/counters.ts';
import { runReplay } from '../../../agent/cli/replay/run-replay.ts';
import { inShort, type FaultPart, type PartContext } from '../part.ts';
import { killWriters } from './kill-writers.ts';

export interface KillSize {
  /** Of a process that only writes its journal */
  writers: number;
  /** Of whole agents in a running shop, and the receipts of that shop */
  agents: number;
  receipts: number;
}

export function kill(size: KillSize): FaultPart {
  return {
    name: 'kill',
    about: `SIGKILL ${size.writers} times while a journal is written, and ${size.agents} times an agent in a running shop`,
    run: async (context) => {
      const writers = await killWriters(size.writers, Math.min(2, cpus().length), context);
      const shop = await killAgents(size, context);
      const restart = summarize(writers.restartsMs);
      const { true: tooBusy = [], false: problems = [] } = Object.groupBy(shop.problems, (problem) => (isTooBusy(problem) ? 'true' : 'false'));
      return {
        counts: {
          killedWriters: size.writers, atFailpoints: writers.moments.failpoint, whileStarting: writers.moments.start, atWork: writers.moments.work,
          answers: writers.answers, brokenKills: writers.found.length, restartP50Ms: restart.p50, restartMaxMs: restart.max,
          killedAgents: shop.kills, salesOfTheShop: shop.sales, lost: shop.lost, duplicated: shop.duplicated,
          agentRestartP50Ms: shop.restartMs.p50, agentRestartP95Ms: shop.restartMs.p95, agentRestartMaxMs: shop.restartMs.max,
        },
        failures: [...inShort(writers.found), ...problems],
        skipped: tooBusy.map((problem) => `points being spent while agents are killed (${problem}): this machine is too busy for the budget of a hold`),
      };
    },
  };
}

/** The replay asks for a share of sales that spend points. It says nothing of what was lost, and on a busy machine holds are not answered in time. */
function isTooBusy(problem: string): boolean {
  return problem.startsWith('missing: ') && problem.includes('points were spent');
}

/** The replay drives the shop and holds every answer against all books. */
async function killAgents({ agents, receipts }: KillSize, { seed, folder, tell }: PartContext): ReturnType<typeof runReplay> {
  tell(`killing agents ${agents} times in a shop of ${receipts} receipts`);
  const report = await runReplay({
    source: { demo: receipts }, tills: 2, outageShare: 0.2, kills: agents, seed, home: join(folder, 'shop'),
    progress: { note: tell, start: () => undefined, step: () => undefined, stop: () => undefined },
    signal: new AbortController().signal,
  });
  if (!report.ok && report.problems.length === 0) throw new Error('the replay failed and does not say why');
  return report;
}
