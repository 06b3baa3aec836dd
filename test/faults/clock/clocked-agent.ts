import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, type RunningChild } from '../../../agent/cli/replay/child-process.ts';
import { createJsonClient, type JsonAnswer, type JsonCall, type JsonClient } from '../../../agent/cli/replay/json-call.ts';
import type { StatusView } from '../../../agent/contract/status.ts';
import type { MachineClock } from './fake-clock.ts';

const preload = new URL('./fake-clock.ts', import.meta.url).href;

/** A whole agent in a process of its own, on a machine whose clock we set. */
export class ClockedAgent {
  readonly home: string;
  readonly #folder: string;
  readonly #machine: MachineClock = { wallOffsetMs: 0, uptimeOffsetMs: 0, bootId: 'boot-1' };
  #boots = 1;
  #running: { child: RunningChild; client: JsonClient } | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.home = join(folder, 'till');
    this.#write();
  }

  async start(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<void> {
    const options = [process.env['NODE_OPTIONS'], `--import=${preload}`].filter((option) => option !== undefined).join(' ');
    const child = await startChild('the agent', ['agent', '--home', this.home, '--port', '0', ...args], join(this.#folder, 'till.log'), { ...env, NODE_OPTIONS: options, FAULTS_CLOCK: this.#file });
    this.#running = { child, client: createJsonClient(child.url, readFileSync(join(this.home, 'api.token'), 'utf8').trim()) };
  }

  async kill(): Promise<void> {
    await this.#running?.child.kill();
    this.#running?.client.close();
    this.#running = undefined;
  }

  /** Somebody sets the wall clock, by so much from the true time. */
  setWall(offsetMs: number): void {
    this.#machine.wallOffsetMs = offsetMs;
    this.#write();
  }

  /** The machine sleeps: its wall clock and its uptime are further on when it wakes, the process is where it was. */
  suspend(ms: number): void {
    this.#machine.wallOffsetMs += ms;
    this.#machine.uptimeOffsetMs += ms;
    this.#write();
  }

  /** The power goes, and the machine starts again with whatever its wall clock says then. */
  async reboot(wallOffsetMs: number): Promise<void> {
    await this.kill();
    this.#boots += 1;
    Object.assign(this.#machine, { wallOffsetMs, uptimeOffsetMs: 0, bootId: `boot-${this.#boots}` } satisfies MachineClock);
    this.#write();
    await this.start();
  }

  call(call: JsonCall): Promise<JsonAnswer> {
    if (this.#running === undefined) throw new Error('the agent does not run');
    return this.#running.client.call(call);
  }

  async status(): Promise<StatusView> {
    const answer = await this.call({ method: 'GET', path: '/v1/status' });
    if (!answer.answered || answer.status !== 200) throw new Error(`the agent does not tell its status: ${JSON.stringify(answer)}`);
    return answer.body as StatusView;
  }

  get #file(): string {
    return join(this.#folder, 'clock.json');
  }

  #write(): void {
    // Renamed, because the agent may look at any moment.
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#machine));
    renameSync(`${this.#file}.new`, this.#file);
  }
}
