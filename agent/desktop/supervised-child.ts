import { fork, type ChildProcess } from 'node:child_process';
import type { ChildMessage } from '../contract/child-message.ts';

export interface ChildPlan {
  /** For people: "agent", "central" */
  name: string;
  /** Which Node runs it, and the program */
  runs: { node: string; program: string };
  /** What follows the program on its command line */
  args: readonly string[];
  /** One line about something that happened to it */
  announce: (line: string) => void;
  /** Goes on where the first start fails, as after any later one: then `start` resolves when it runs at last */
  keepsTrying?: true;
  timing?: Partial<SupervisionTiming>;
}

export interface SupervisionTiming {
  /** Waits before a restart; the last one repeats */
  backoffMs: readonly [number, ...number[]];
  /** A child that stayed up this long begins the waits anew */
  healthyAfterMs: number;
  /** How long a start may take */
  readyTimeoutMs: number;
  /** Between SIGTERM and SIGKILL */
  killAfterMs: number;
}

/** Why a child did not get ready, in its own words where it had some. */
export class ChildFailure extends Error {
  readonly code: string;
  readonly exitCode: 0 | 1 | 2;
  constructor(code: string, sentence: string, exitCode: 0 | 1 | 2) {
    super(sentence);
    this.name = 'ChildFailure';
    this.code = code;
    this.exitCode = exitCode;
  }
}

const usualTiming: SupervisionTiming = { backoffMs: [1_000, 2_000, 5_000, 10_000, 30_000], healthyAfterMs: 60_000, readyTimeoutMs: 60_000, killAfterMs: 5_000 };

/**
 * One `till …` process that is kept running:
 *
 *   start() ──► starting ──ready──► running ──exit──► waiting ──► starting …
 *                  │ exit, first time                     ▲
 *                  ▼                                      └── exit, later (or always, where it keeps trying)
 *           start() rejects                      stop() leads out of every state
 */
export class SupervisedChild {
  readonly #plan: ChildPlan;
  readonly #timing: SupervisionTiming;
  #process: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  /** The start that is waited for */
  #next: (() => void) | undefined;
  #restarts = 0;
  #stopping = false;
  #onceReady: (url: string) => void = () => {};

  constructor(plan: ChildPlan) {
    this.#plan = plan;
    this.#timing = { ...usualTiming, ...plan.timing };
  }

  /** Of the process that runs now; undefined between two. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * Starts it for the first time.
   *
   * @param env beside this process's own environment, for this one start only
   * @returns where it answers
   * @throws ChildFailure with the child's own sentence and code if it did not get ready
   */
  async start(env: Readonly<Record<string, string>> = {}): Promise<string> {
    if (this.#plan.keepsTrying !== true) return await this.#launch(env);
    return await new Promise((resolve) => {
      this.#onceReady = resolve;
      this.#launch(env).then(resolve, (error: unknown) => this.#restartLater(sentenceOf(error), env));
    });
  }

  /** Ends a wait: the next start is now. Nothing happens where none is waited for. */
  hurry(): void {
    const waiting = this.#next;
    if (waiting === undefined) return;
    clearTimeout(this.#restart);
    waiting();
  }

  /** SIGTERM, then SIGKILL. Resolves when the process is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    this.#next = undefined;
    const child = this.#process;
    if (child === undefined) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    // Windows has no SIGTERM that could be handled; there the end of the channel asks the same.
    if (process.platform === 'win32' && child.connected) child.disconnect();
    else child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), this.#timing.killAfterMs);
    await gone;
    clearTimeout(kill);
  }

  #launch(env: Readonly<Record<string, string>>): Promise<string> {
    const { node, program } = this.#plan.runs;
    const child = fork(program, this.#plan.args, {
      execPath: node,
      execArgv: [],
      // Its ready line is for those who start it by hand; logs and crashes come through.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Warnings are about the centre coming and going, which the page says better; TILL_LOG asks for more.
      env: { ...process.env, TILL_LOG: process.env['TILL_LOG'] ?? 'error', ...env },
    });
    this.#process = child;
    const startedMs = performance.now();
    return new Promise((resolve, reject) => {
      let isReady = false;
      let failure: ChildFailure | undefined;
      const tooLate = setTimeout(() => {
        failure = new ChildFailure(`${this.#plan.name}-not-ready`, `the ${this.#plan.name} was not ready after ${this.#timing.readyTimeoutMs / 1000} s`, 1);
        child.kill('SIGKILL');
      }, this.#timing.readyTimeoutMs);
      child.on('message', (message) => {
        const told = message as ChildMessage;
        if (told.type === 'failed') {
          failure = new ChildFailure(told.code, told.sentence, told.exitCode);
          return;
        }
        isReady = true;
        clearTimeout(tooLate);
        resolve(told.url);
      });
      child.once('error', (error) => {
        failure ??= new ChildFailure(`${this.#plan.name}-failed`, `the ${this.#plan.name} could not be started: ${error.message}`, 1);
        // Where the system gives no process there is none that could exit.
        if (child.pid === undefined) ended('no process');
      });
      child.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
      const ended = (why: string): void => {
        clearTimeout(tooLate);
        this.#process = undefined;
        if (!isReady) reject(failure ?? new ChildFailure(`${this.#plan.name}-failed`, `the ${this.#plan.name} ended (${why}) before it was ready`, 1));
        else if (!this.#stopping) {
          if (performance.now() - startedMs >= this.#timing.healthyAfterMs) this.#restarts = 0;
          this.#restartLater(why);
        }
      };
    });
  }

  #restartLater(why: string, env: Readonly<Record<string, string>> = {}): void {
    if (this.#stopping) return;
    const { backoffMs } = this.#timing;
    const waitMs = backoffMs[this.#restarts] ?? backoffMs.at(-1) ?? backoffMs[0];
    this.#restarts += 1;
    this.#plan.announce(`the ${this.#plan.name} stopped (${why}); it starts again in ${waitMs / 1000} s`);
    this.#next = () => {
      this.#next = undefined;
      void this.#launchAgain(env);
    };
    this.#restart = setTimeout(this.#next, waitMs);
  }

  async #launchAgain(env: Readonly<Record<string, string>>): Promise<void> {
    try {
      const url = await this.#launch(env);
      this.#plan.announce(`the ${this.#plan.name} runs again`);
      this.#onceReady(url);
    } catch (error) {
      this.#restartLater(sentenceOf(error), env);
    }
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
