import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoShopFolder } from '../../agent/cli/project.ts';
import { startChild } from '../../agent/cli/replay/child-process.ts';
import { startFaultProxy } from '../../agent/cli/replay/fault-proxy.ts';
import { createJsonClient, type JsonClient } from '../../agent/cli/replay/json-call.ts';
import { makeEnrolmentCode } from '../../agent/cli/start/enrolment-code.ts';
import type { StatusView } from '../../agent/contract/status.ts';
import { makeBenchFolder } from './bench-folder.ts';
import { atMost, rounded, type Bench } from './bench-result.ts';
import { demoSales, type DemoSale } from './demo-sales.ts';
import { quantile } from './quantile.ts';

const warmUpSales = 200;
const salesPerBlock = 50;
const blocks = 44;
const onlineTimeoutMs = 60_000;

type Network = 'online' | 'outage';

/**
 * A real agent, a real central and a proxy between them that refuses connections in every other block of sales. One cashier, one sale after another:
 * the time of a sale is pricing (PUT) plus commit, both over HTTP. A block online begins when the till says that it is online, a block of outage at once,
 * so that the moment in which the line breaks counts too.
 */
export const outageLatency: Bench = {
  name: 'outage-latency',
  about: 'pricing and commit of a sale in an outage against online, p95',
  run: async (tell) => {
    const folder = makeBenchFolder('outage');
    const logFile = join(folder.path, 'processes.log');
    const centralHome = join(folder.path, 'central');
    const agentHome = join(folder.path, 'till');
    const central = await startChild('central', ['central', '--home', centralHome, '--port', '0', '--shop', demoShopFolder], logFile);
    const proxy = await startFaultProxy({ host: '127.0.0.1', port: Number(new URL(central.url).port) });
    try {
      const code = await makeEnrolmentCode({ url: central.url, home: centralHome }, { tillId: 'bench', tillName: 'bench', storeId: 'almaty-1' });
      const agent = await startChild('agent', ['agent', '--home', agentHome, '--port', '0', '--central', proxy.url], logFile, { TILL_ENROL_CODE: code });
      const client = createJsonClient(agent.url, readFileSync(join(agentHome, 'api.token'), 'utf8').trim());
      try {
        await untilOnline(client);
        const nextSale = demoSales();
        for (let sale = 0; sale < warmUpSales; sale += 1) await sell(client, nextSale());
        const took: Record<Network, number[]> = { online: [], outage: [] };
        for (let block = 0; block < blocks; block += 1) {
          const network: Network = block % 2 === 0 ? 'online' : 'outage';
          await proxy.set(network === 'online' ? 'pass' : 'refuse');
          if (network === 'online') await untilOnline(client);
          for (let sale = 0; sale < salesPerBlock; sale += 1) took[network].push(await sell(client, nextSale()));
          if (network === 'outage') await requireMode(client, 'offline');
        }
        tell(`${took.online.length} sales online and ${took.outage.length} in an outage, in turns of ${salesPerBlock}`);
        return {
          name: 'outage-latency',
          measures: { ...inMs('online', took.online), ...inMs('outage', took.outage), medianRatio: rounded(quantile(took.outage, 0.5) / quantile(took.online, 0.5)) },
          goals: [atMost('p95 of pricing and commit, outage to online', quantile(took.outage, 0.95) / quantile(took.online, 0.95), 1.2)],
        };
      } finally {
        client.close();
        await agent.stop();
      }
    } finally {
      await proxy.close();
      await central.stop();
      folder.remove();
    }
  },
};

/** @returns milliseconds of pricing and commit together */
async function sell(client: JsonClient, sale: DemoSale): Promise<number> {
  const path = `/v1/sales/${sale.saleId}`;
  const beganMs = performance.now();
  await answered(client, 'PUT', path, sale.put, 200);
  await answered(client, 'POST', `${path}/commit`, sale.commit, 200);
  return performance.now() - beganMs;
}

async function answered(client: JsonClient, method: 'PUT' | 'POST', path: string, body: string, status: number): Promise<void> {
  const answer = await client.call({ method, path, body });
  if (!answer.answered) throw new Error(`${method} ${path} was not answered: ${answer.reason}`);
  if (answer.status !== status) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

async function modeOf(client: JsonClient): Promise<StatusView['mode']> {
  const answer = await client.call({ method: 'GET', path: '/v1/status' });
  if (!answer.answered || answer.status !== 200) throw new Error('the agent does not tell its status');
  return (answer.body as StatusView).mode;
}

async function untilOnline(client: JsonClient): Promise<void> {
  const deadlineMs = performance.now() + onlineTimeoutMs;
  while ((await modeOf(client)) !== 'online') {
    if (performance.now() > deadlineMs) throw new Error(`the till is not online after ${onlineTimeoutMs / 1000} s`);
    await sleep(50);
  }
}

/** An outage that the till never noticed would measure nothing. */
async function requireMode(client: JsonClient, mode: StatusView['mode']): Promise<void> {
  const now = await modeOf(client);
  if (now !== mode) throw new Error(`the till should be ${mode} at the end of this block and is ${now}`);
}

function inMs(network: Network, took: readonly number[]): Record<string, number> {
  return {
    [`${network}P50Ms`]: rounded(quantile(took, 0.5)),
    [`${network}P95Ms`]: rounded(quantile(took, 0.95)),
    [`${network}P99Ms`]: rounded(quantile(took, 0.99)),
    [`${network}MaxMs`]: rounded(Math.max(...took)),
  };
}
