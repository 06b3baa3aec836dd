import type { CentralLog } from './central-log.ts';

/** How often the database is asked while somebody waits: changes of other processes are seen this late at most. */
const pollIntervalMs = 1_000;

/**
 * Wakes long polls: at once for changes of this process (`notify`), within a second for those of others (`readMark` differs).
 * A waiter takes `version` before it looks, so that a change between its look and its wait is not missed.
 */
export class ChangeSignal {
  readonly #readMark: () => Promise<string>;
  readonly #log: CentralLog;
  readonly #waiters = new Set<() => void>();
  #version = 0;
  #mark: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(readMark: () => Promise<string>, log: CentralLog) {
    this.#readMark = readMark;
    this.#log = log;
  }

  get version(): number {
    return this.#version;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  notify(): void {
    this.#version += 1;
    for (const wake of this.#waiters) wake();
  }

  /** Resolves when the version is no longer `seen`, after `timeoutMs`, at `abort`, or when the signal is closed. */
  async wait(seen: number, timeoutMs: number, abort: AbortSignal): Promise<void> {
    if (this.#version !== seen || this.#isClosed || abort.aborted) return;
    this.#startPolling();
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        abort.removeEventListener('abort', end);
        this.#waiters.delete(end);
        resolve();
      };
      const timer = setTimeout(end, timeoutMs);
      abort.addEventListener('abort', end);
      this.#waiters.add(end);
    });
  }

  /** Ends all waits; later ones return at once. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.notify();
  }

  #startPolling(): void {
    if (this.#timer !== undefined || this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#poll(), pollIntervalMs);
    this.#timer.unref();
  }

  async #poll(): Promise<void> {
    try {
      const mark = await this.#readMark();
      // the first mark wakes too: nobody knows whether it is from before or after what the waiters saw
      if (mark !== this.#mark) this.notify();
      this.#mark = mark;
    } catch (error) {
      if (!this.#isClosed) this.#log.warn({ err: error }, 'the change feed could not be polled');
    }
    this.#timer = undefined;
    if (this.#waiters.size > 0) this.#startPolling();
  }
}
