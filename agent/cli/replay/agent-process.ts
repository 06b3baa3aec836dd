import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { StatusView } from '../../contract/status.ts';
import { CliFailure } from '../cli-failure.ts';
import { startChild, type RunningChild } from './child-process.ts';
import { createJsonClient, type JsonAnswer, type JsonCall, type JsonClient } from './json-call.ts';

/** What every start of an agent is checked for, and what was found wrong. */
export interface DurabilityCheck {
  checked: number;
  faults: string[];
}

/**
 * One till: a home that stays, and agent processes that come and go over it. SIGKILL loses nothing that was handed to the operating
 * system, so killing cannot show a missing fsync. That is why each start asks the agent which pragmas its journal's connection has (ADR 0008).
 */
export class AgentProcess {
  readonly till: number;
  readonly home: string;
  readonly durability: DurabilityCheck = { checked: 0, faults: [] };
  /** Of each restart after a kill: from the start of the process until it serves */
  readonly restartsMs: number[] = [];
  /** How often the process ended although nobody had asked for it */
  unplannedExits = 0;
  readonly #logFile: string;
  #child: RunningChild | undefined;
  #client: JsonClient | undefined;

  constructor(till: number, home: string, logFile: string) {
    this.till = till;
    this.home = home;
    this.#logFile = logFile;
  }

  /** The first start, which enrols. */
  async enrol(centralUrl: string, code: string): Promise<void> {
    await this.#start(['--central', centralUrl], { TILL_ENROL_CODE: code });
  }

  /** SIGKILL and a new start over the same home. */
  async killAndRestart(): Promise<void> {
    const child = this.#require(this.#child);
    this.#child = undefined;
    await child.kill();
    this.#client?.close();
    const beganMs = performance.now();
    await this.#start([], {});
    this.restartsMs.push(performance.now() - beganMs);
  }

  /** Starts it again if it ended by itself; nothing where it runs. */
  async revive(): Promise<void> {
    if (this.#child !== undefined) return;
    this.#client?.close();
    await this.#start([], {});
  }

  /** Of the process that runs now */
  get pid(): number {
    return this.#require(this.#child).pid;
  }

  call(call: JsonCall): Promise<JsonAnswer> {
    return this.#require(this.#client).call(call);
  }

  async status(): Promise<StatusView> {
    const answer = await this.call({ method: 'GET', path: '/v1/status' });
    if (!answer.answered || answer.status !== 200) throw new CliFailure('till-silent', `till ${this.till + 1} does not tell its status`, 1);
    return answer.body as StatusView;
  }

  /** Notes what the journal's durability is now. */
  async checkDurability(): Promise<void> {
    const { journal } = await this.status();
    this.durability.checked += 1;
    if (journal.synchronous === 'full' && journal.journalMode === 'wal') return;
    this.durability.faults.push(`till ${this.till + 1}: synchronous is ${journal.synchronous}, journal mode ${journal.journalMode}`);
  }

  /** True where it ended in good order. */
  async stop(): Promise<boolean> {
    const child = this.#child;
    this.#child = undefined;
    const isClean = child === undefined ? true : await child.stop();
    this.#client?.close();
    return isClean;
  }

  async #start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
    const child = await startChild(`agent ${this.till + 1}`, ['agent', '--home', this.home, '--port', '0', ...args], this.#logFile, env);
    this.#child = child;
    void this.#watch(child);
    this.#client = createJsonClient(child.url, readFileSync(join(this.home, 'api.token'), 'utf8').trim());
    await this.checkDurability();
  }

  /** Planned ends take `#child` away first. */
  async #watch(child: RunningChild): Promise<void> {
    await child.gone;
    if (this.#child !== child) return;
    this.#child = undefined;
    this.unplannedExits += 1;
  }

  #require<Value>(value: Value | undefined): Value {
    if (value === undefined) throw new CliFailure('till-silent', `till ${this.till + 1} does not run`, 1);
    return value;
  }
}
