import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

/** How long collecting garbage held the process up. */
export class GcWatch {
  readonly #entries: PerformanceEntry[] = [];
  readonly #observer = new PerformanceObserver((list) => this.#entries.push(...list.getEntries()));

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** @returns milliseconds; what was before is forgotten */
  async between(fromMs: number, toMs: number): Promise<number> {
    // Entries are told one turn of the event loop later.
    await setImmediate();
    this.#entries.push(...this.#observer.takeRecords());
    const within = this.#entries.filter((entry) => entry.startTime >= fromMs && entry.startTime <= toMs);
    this.#entries.length = 0;
    return within.reduce((sum, entry) => sum + entry.duration, 0);
  }

  close(): void {
    this.#observer.disconnect();
  }
}
