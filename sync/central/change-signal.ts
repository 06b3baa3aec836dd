import type { CentralLog } from './central-log.ts';
import type { Announcements } from './database/database.ts';
import { waitAmong } from './wait-among.ts';

/** How often the database is asked while somebody waits: changes of other processes are seen this late at most, where they are not announced. */
const pollIntervalMs = 1_000;
/** While announcements are heard: for the one that got lost */
const pollIntervalWhenToldMs = 10_000;

/** After a wake-up the next one waits so long: under load every till would otherwise be answered for every push of every other. */
const wakeEveryMs = 200;
/** So many are woken in one turn of the event loop, and others are served before the next. */
const wokenAtOnce = 100;

/**
 * Wakes long polls: at once for changes of this process (`notify`) and for those that others announce, else within a second (`readMark` differs);
 * many changes together, where they come fast:
 *
 *   quiet ── change ──► wake ──► pausing ── 200 ms without a change ──► quiet
 *                        ▲          │
 *                        └─ 200 ms ─┴─ change
 *
 * A waiter takes `version` before it looks, so that a change between its look and its wait is not missed.
 */
export class ChangeSignal {
  readonly #readMark: () => Promise<string>;
  readonly #log: CentralLog;
  readonly #announcements: Announcements | undefined;
  readonly #waiters = new Set<() => void>();
  #version = 0;
  #mark: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** Runs while a wake-up has just been */
  #pause: NodeJS.Timeout | undefined;
  #isDue = false;

  constructor(readMark: () => Promise<string>, log: CentralLog, announcements?: Announcements) {
    this.#readMark = readMark;
    this.#log = log;
    this.#announcements = announcements;
    announcements?.listen(() => this.#wakeSoon());
  }

  get version(): number {
    return this.#version;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** This process has changed something. */
  notify(): void {
    this.#wakeSoon();
    this.#announcements?.announce();
  }

  /** Resolves when the version is no longer `seen`, after `timeoutMs`, at `abort`, or when the signal is closed. */
  async wait(seen: number, timeoutMs: number, abort: AbortSignal): Promise<void> {
    if (this.#version !== seen || this.#isClosed || abort.aborted) return;
    this.#startPolling();
    await waitAmong(this.#waiters, timeoutMs, abort);
  }

  /** Ends all waits; later ones return at once. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    clearTimeout(this.#pause);
    this.#version += 1;
    for (const wake of this.#waiters) wake();
  }

  #wakeSoon(): void {
    if (this.#isClosed) return;
    if (this.#pause !== undefined) {
      this.#isDue = true;
      return;
    }
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#isDue) this.#wakeSoon();
    }, wakeEveryMs);
    this.#isDue = false;
    this.#version += 1;
    wakeInTurns([...this.#waiters]);
  }

  #startPolling(): void {
    if (this.#timer !== undefined || this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#poll(), this.#announcements?.isConnected === true ? pollIntervalWhenToldMs : pollIntervalMs);
    this.#timer.unref();
  }

  async #poll(): Promise<void> {
    try {
      const mark = await this.#readMark();
      // the first mark wakes too: nobody knows whether it is from before or after what the waiters saw
      if (mark !== this.#mark) this.#wakeSoon();
      this.#mark = mark;
    } catch (error) {
      if (!this.#isClosed) this.#log.warn({ err: error }, 'the change feed could not be polled');
    }
    this.#timer = undefined;
    if (this.#waiters.size > 0) this.#startPolling();
  }
}

function wakeInTurns(waiters: readonly (() => void)[]): void {
  for (const wake of waiters.slice(0, wokenAtOnce)) wake();
  if (waiters.length > wokenAtOnce) setImmediate(wakeInTurns, waiters.slice(wokenAtOnce));
}
