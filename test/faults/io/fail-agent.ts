import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AgentProcess } from '../../../agent/cli/replay/agent-process.ts';
import type { JsonAnswer } from '../../../agent/cli/replay/json-call.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { CentralChild } from '../kit/central-child.ts';
import { makeLoadShop } from '../kit/load-shop.ts';
import type { PartContext, PartResult } from '../part.ts';

const lines = [{ lineId: '1', sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 50_000 }];
const attachPatienceMs = 20_000;

/** The disk fails under a whole agent: strace is attached to it, and the fault ends when strace is gone. The same process must refuse with a problem of the journal, then sell. */
export async function failAgent(faults: number, { random, folder, tell }: PartContext, result: PartResult): Promise<void> {
  if (faults === 0) return;
  tell(`the disk of an agent fails ${faults} times`);
  const shop = makeLoadShop(folder, 1);
  const home = join(folder, 'central');
  mkdirSync(home);
  const central = await CentralChild.start({ database: { home }, shopFolder: shop.folder, logFile: join(folder, 'central.log') });
  const agent = new AgentProcess(0, join(folder, 'till'), join(folder, 'till.log'));
  try {
    await agent.enrol(central.url, await central.enrolmentCode('till-1'));
    while ((await agent.status()).mode !== 'online') await sleep(50);
    const { pid } = agent;
    let refused = 0;
    for (let fault = 1; fault <= faults; fault += 1) {
      const saleId = `sale-${fault}`;
      const priced = await put(agent, saleId);
      const call = random.pick(['pwrite64', 'fsync']);
      const error = random.pick(['EIO', 'ENOSPC']);
      const strace = await attach(agent, folder, call, error);
      if (strace === undefined) {
        result.skipped.push('a failing disk of an agent: strace may not attach to a running process here (kernel.yama.ptrace_scope)');
        return;
      }
      const during = await commit(agent, saleId, priced);
      const problem = codeOf(during);
      if (during.answered && during.status === 503 && problem.startsWith('journal-')) refused += 1;
      else result.failures.push(`${error} on ${call}: a commit meanwhile was answered ${during.answered ? `${during.status} ${problem}` : during.reason}, not 503 with a problem of the journal`);
      strace.kill('SIGTERM');
      await once(strace, 'exit');
      const after = await commit(agent, saleId, priced);
      if (!after.answered || after.status !== 200) result.failures.push(`${error} on ${call}: once the disk was well again, the commit was answered ${after.answered ? `${after.status} ${codeOf(after)}` : after.reason}`);
    }
    if (agent.unplannedExits > 0 || agent.pid !== pid) result.failures.push('the agent ended while its disk failed');
    await agent.stop();
    const { ok, operations, firstBreak } = verifyJournal(join(agent.home, 'journal.db'));
    if (!ok) result.failures.push(`the agent's journal: ${firstBreak?.detail ?? 'broken'}`);
    if (operations !== faults + 1) result.failures.push(`${faults} sales were made, and the agent's journal has ${operations} operations`);
    result.counts['agent.refusedCommits'] = refused;
  } finally {
    await agent.stop();
    await central.kill();
  }
}

async function put(agent: AgentProcess, saleId: string): Promise<number> {
  const answer = await agent.call({ method: 'PUT', path: `/v1/sales/${saleId}`, body: JSON.stringify({ baseRevision: 0, lines }) });
  if (!answer.answered || answer.status !== 200) throw new Error(`a sale cannot be priced: ${JSON.stringify(answer)}`);
  return (answer.body as { revision: number }).revision;
}

function commit(agent: AgentProcess, saleId: string, revision: number): Promise<JsonAnswer> {
  return agent.call({ method: 'POST', path: `/v1/sales/${saleId}/commit`, body: JSON.stringify({ revision, receipt: { number: saleId, payableMinor: 50_000 }, lines }) });
}

function codeOf(answer: JsonAnswer): string {
  return answer.answered ? ((answer.body as { code?: string }).code ?? '') : '';
}

/** Resolves when every such call fails; undefined where strace may not attach. */
async function attach(agent: AgentProcess, folder: string, call: string, error: string): Promise<ChildProcess | undefined> {
  const said = join(folder, 'attached');
  const onlyOn = ['journal.db', 'journal.db-wal'].flatMap((name) => ['-P', join(agent.home, name)]);
  const strace = spawn('strace', ['-f', '-e', `trace=${call}`, '-e', `inject=${call}:error=${error}`, ...onlyOn, '-s', '0', '-o', said, '-p', String(agent.pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  strace.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  for (const deadlineMs = Date.now() + attachPatienceMs; Date.now() < deadlineMs; await sleep(20)) {
    if (isTraced(agent.pid)) return strace;
    if (strace.exitCode !== null) break;
  }
  if (/not permitted/.test(errors)) return undefined;
  throw new Error(`strace did not attach: ${errors.trim()}`);
}

/** Every thread of it has a tracer. */
function isTraced(pid: number): boolean {
  return /^TracerPid:\s*[1-9]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
