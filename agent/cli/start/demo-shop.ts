import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StatusView } from '../../contract/status.ts';
import { CliFailure } from '../cli-failure.ts';
import { describeFailure } from '../describe-failure.ts';
import { demoShopFolder, tillProgram } from '../project.ts';
import { makeEnrolmentCode } from './enrolment-code.ts';
import { findFreePort } from './local-port.ts';
import { removeRunFile, writeRunFile } from './run-file.ts';
import { ChildFailure, SupervisedChild, type SupervisionTiming } from '../../desktop/supervised-child.ts';
import { agentBuild, buildIfStale, packagesBuild, pageBuild } from './web-build.ts';

/** Beside the till's own port, so that both are easy to find. */
const preferredCentralPort = 7318;
/** Another program may take the central's port between our look and its start. */
const portAttempts = 4;
const retryMs = 300;
/** How long the first programme and customers may take after the agent answers. */
const stockTimeoutMs = 60_000;

export interface DemoShopOptions {
  /** Absolute */
  home: string;
  port: number;
  announce: (line: string) => void;
  /** How long children of a killed start may still hold the home; 0 where there was none */
  patienceMs: number;
  timing?: Partial<SupervisionTiming>;
}

/** The processes of `till start`: a central with the demo shop, and a till enrolled with it. */
export class DemoShop {
  readonly agentHome: string;
  readonly centralHome: string;
  readonly #options: DemoShopOptions;
  readonly #stopping = new AbortController();
  #children: SupervisedChild[] = [];
  #hasRunFile = false;

  constructor(options: DemoShopOptions) {
    this.#options = options;
    this.agentHome = join(options.home, 'till');
    this.centralHome = join(options.home, 'central');
  }

  /** Throws `CliFailure`; whatever had been started then still needs `stop()`. */
  async start(): Promise<{ agentUrl: string; centralUrl: string }> {
    makeHome(this.#options.home);
    const page = buildIfStale(pageBuild, this.#options.announce, this.#stopping.signal);
    // Waited for below; without this a failed build would end the process while the central is still starting.
    page.catch(() => {});
    const urls = await this.#startChildren(page);
    await untilStocked(urls.agentUrl, this.agentHome, this.#stopping.signal);
    writeRunFile(this.#options.home, { pid: process.pid, ...urls });
    this.#hasRunFile = true;
    // For the next starts, so nobody waits for it; without it they take longer.
    this.#buildForNextStart().catch(() => {});
    return urls;
  }

  async #buildForNextStart(): Promise<void> {
    for (const build of [packagesBuild, agentBuild]) await buildIfStale(build, () => {}, this.#stopping.signal);
  }

  /** The agent first: it can still hand over what it has. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const child of this.#children) await child.stop();
    // A start that was refused leaves alone what the one that runs in this home wrote down.
    if (this.#hasRunFile) removeRunFile(this.#options.home);
  }

  async #startChildren(page: Promise<void>): Promise<{ agentUrl: string; centralUrl: string }> {
    const deadlineMs = performance.now() + this.#options.patienceMs;
    let from = preferredCentralPort;
    for (let attempt = 1; ; ) {
      const centralPort = await findFreePort(from, this.#options.port);
      const central = this.#child('central', ['central', '--home', this.centralHome, '--port', String(centralPort), '--shop', demoShopFolder]);
      const agent = this.#child('agent', ['agent', '--home', this.agentHome, '--port', String(this.#options.port), '--page', 'open', '--central', `http://127.0.0.1:${centralPort}`]);
      this.#children = [agent, central];
      try {
        return await this.#startPair(central, agent, page);
      } catch (error) {
        const code = error instanceof ChildFailure || error instanceof CliFailure ? error.code : undefined;
        if (code === 'port-taken' && attempt < portAttempts) {
          attempt += 1;
          from = centralPort + 1;
        } else if (code === 'home-locked' && performance.now() < deadlineMs) await sleep(retryMs);
        else throw error;
        for (const child of this.#children) await child.stop();
      }
    }
  }

  #child(name: string, args: readonly string[]): SupervisedChild {
    return new SupervisedChild({ name, runs: { node: process.execPath, program: tillProgram }, args, announce: this.#options.announce, ...(this.#options.timing === undefined ? {} : { timing: this.#options.timing }) });
  }

  async #startPair(central: SupervisedChild, agent: SupervisedChild, page: Promise<void>): Promise<{ agentUrl: string; centralUrl: string }> {
    if (existsSync(join(this.agentHome, 'identity.json'))) {
      await page;
      const [centralUrl, agentUrl] = await Promise.all([central.start(), agent.start()]);
      return { agentUrl, centralUrl };
    }
    const centralUrl = await central.start();
    const code = await makeEnrolmentCode({ url: centralUrl, home: this.centralHome }, { tillId: 'till-1', tillName: 'Касса 1', storeId: firstStore() });
    await page;
    // In the environment and not on the command line, which every user of the machine may read.
    return { agentUrl: await agent.start({ TILL_ENROL_CODE: code }), centralUrl };
  }
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new CliFailure('home-unusable', `the home folder ${home} cannot be made: ${describeFailure(error).sentence}`, 2, { cause: error });
  }
}

function firstStore(): string {
  const bundle = JSON.parse(readFileSync(join(demoShopFolder, 'bundle.json'), 'utf8')) as { stores: readonly { id: string }[] };
  const [store] = bundle.stores;
  if (store === undefined) throw new CliFailure('shop-invalid', 'the demo shop has no store', 1);
  return store.id;
}

/** At the first start the agent answers before it has taken its programme and customers; ready means that it prices and knows them. */
async function untilStocked(agentUrl: string, agentHome: string, signal: AbortSignal): Promise<void> {
  const authorization = `Bearer ${readFileSync(join(agentHome, 'api.token'), 'utf8').trim()}`;
  const deadlineMs = performance.now() + stockTimeoutMs;
  while (performance.now() < deadlineMs) {
    const answer = await fetch(`${agentUrl}/v1/status`, { headers: { authorization }, signal });
    const { bundle, cache } = (await answer.json()) as Partial<StatusView>;
    if (bundle !== undefined && cache !== undefined) return;
    await sleep(50, undefined, { signal });
  }
  throw new CliFailure('not-ready', `the till got no programme and customers from its central within ${stockTimeoutMs / 1000} s`, 1);
}
