import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startAgent, type RunningAgent } from '../../../agent/host/start-agent.ts';
import type { StatusView } from '../../../agent/contract/status.ts';
import { startCentral, type NotificationOptions, type RunningCentral } from '../../../sync/central/start-central.ts';
import { patientBudgets } from '../../kit/patient-budgets.ts';
import { placeDemoCentre, shopFolder } from './demo-centre.ts';
const host = '127.0.0.1';
const log = pino({ level: 'silent' });

/** A till's agent, which serves the page. */
export interface DemoAgent {
  url: string;
  /** A call of till software: with the token, from outside the page */
  call<Answer>(method: string, path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  status(): Promise<StatusView>;
}

/** The real chain: a central with the demo shop, and a till enrolled with it. */
export interface DemoChain extends DemoAgent {
  /** A call of whoever runs the centre: `admin('PUT', 'number-ranges/r', …)` */
  admin<Answer>(method: string, path: string, body: object): Promise<Answer>;
  /** Another till of the same store */
  openTill(tillId: string, tillName: string): Promise<DemoAgent>;
  tokenFile: string;
  /** A one-time link that lets a browser in */
  pageLink(): string;
  stopCentral(): Promise<void>;
  startCentral(): Promise<void>;
  /** The clocks of the centre and of the tills go on by so much at once. Pages hear of it with the next news of their till. */
  pass(ms: number): void;
  /** Stops the agent and starts it again on the same home and port. `meanwhile` has the home to itself. */
  restartAgent(meanwhile?: (home: string) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface DemoChainOptions {
  pageFolder?: string;
  pageAccess?: 'open' | 'link';
  /** How the centre tells customers */
  notifications?: NotificationOptions;
  /** The programme of the shop with something else in it */
  change?: (bundle: Record<string, unknown>) => void;
}

export async function startDemoChain({ pageFolder, pageAccess = 'open', notifications, change }: DemoChainOptions = {}): Promise<DemoChain> {
  const home = await mkdtemp(join(tmpdir(), 'till-chain-'));
  const centralHome = join(home, 'central');
  const agentHome = join(home, 'till');
  const shop = change === undefined ? shopFolder : await changedShop(join(home, 'shop'), change);
  if (change === undefined) await placeDemoCentre(centralHome);
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const ofCentral = { home: centralHome, host, shopFolder: shop, log, now, ...(notifications === undefined ? {} : { notifications }) };
  let central: RunningCentral = await startCentral({ ...ofCentral, port: 0 });
  const { port: centralPort, url: centralUrl } = central;
  const machineTime = { wallMs: now, uptimeMs: () => uptime() * 1_000 + aheadMs };
  const page = { pageAccess, machineTime, budgets: patientBudgets, ...(pageFolder === undefined ? {} : { pageFolder }) };
  let agent: RunningAgent = await startAgent({ home: agentHome, host, port: 0, centralUrl, enrolmentCode: await enrolmentCode(central), ...page, log });
  const { port, url } = agent;

  const others: RunningAgent[] = [];
  const first = demoAgent(url, () => agent);

  return {
    ...first,
    admin: (method, path, body) => askCentre(central, method, path, body),
    async openTill(tillId, tillName) {
      const other = await startAgent({ home: join(home, tillId), host, port: 0, centralUrl, enrolmentCode: await enrolmentCode(central, { tillId, tillName }), ...page, log });
      others.push(other);
      return demoAgent(other.url, () => other);
    },
    tokenFile: join(agentHome, 'api.token'),
    pageLink: () => agent.pageLink(),
    stopCentral: () => central.close(),
    async startCentral() {
      central = await startCentral({ ...ofCentral, port: centralPort });
    },
    pass(ms) {
      aheadMs += ms;
    },
    async restartAgent(meanwhile) {
      await agent.close();
      await meanwhile?.(agentHome);
      agent = await startAgent({ home: agentHome, host, port, ...page, log });
    },
    async close() {
      await Promise.all([agent, ...others].map((each) => each.close()));
      await central.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function demoAgent(url: string, running: () => RunningAgent): DemoAgent {
  async function call<Answer>(method: string, path: string, body?: object, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
    // The agent is started again under these calls: no connection outlives one.
    const headers = { ...more, 'connection': 'close', 'authorization': `Bearer ${running().token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    const answer = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return (await answer.json()) as Answer;
  }
  return { url, call, status: () => call<StatusView>('GET', '/v1/status') };
}

/** The demo shop under another programme, which its golden receipts must still agree with. */
async function changedShop(folder: string, change: (bundle: Record<string, unknown>) => void): Promise<string> {
  const bundle = JSON.parse(await readFile(join(shopFolder, 'bundle.json'), 'utf8')) as Record<string, unknown>;
  change(bundle);
  await cp(shopFolder, folder, { recursive: true });
  await writeFile(join(folder, 'bundle.json'), JSON.stringify(bundle));
  return folder;
}

/** A code for a till of the demo shop's first store. */
export async function enrolmentCode(central: RunningCentral, till = { tillId: 'till-1', tillName: 'Касса 1' }): Promise<string> {
  const { stores } = JSON.parse(await readFile(join(shopFolder, 'bundle.json'), 'utf8')) as { stores: { id: string }[] };
  const { code } = await askCentre<{ code: string }>(central, 'POST', 'enrolment-codes', { ...till, storeId: stores[0]?.id });
  return code;
}

async function askCentre<Answer>({ url, adminToken }: RunningCentral, method: string, path: string, body: object): Promise<Answer> {
  const answer = await fetch(`${url}/admin/v1/${path}`, { method, headers: { 'authorization': `Bearer ${adminToken}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return (await answer.json()) as Answer;
}
