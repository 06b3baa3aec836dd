import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultMode, FaultProxy } from './fault-proxy.ts';
import type { OutageWindow } from './plan-outages.ts';

/**
 * Opens and closes the planned outages as sales start, over all tills together.
 *
 * Windows are counted in sales. So that the centre is away for that share of the *time* as well, the last sale of a window is followed by a
 * pause in which nothing is sold and the outage goes on, where the sales alone were too quick; the end is filled up likewise.
 */
export class OutageSchedule {
  readonly #windows: readonly OutageWindow[];
  readonly #share: number;
  readonly #sales: number;
  readonly #proxy: Pick<FaultProxy, 'set'>;
  readonly #signal: AbortSignal;
  readonly #startedMs = performance.now();
  /** Ends of the outages before the present one */
  #outageMs = 0;
  #since: number | undefined;
  #admitted = 0;
  #onlineSales = 0;
  #next = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(windows: readonly OutageWindow[], share: number, sales: number, proxy: Pick<FaultProxy, 'set'>, signal: AbortSignal) {
    this.#windows = windows;
    this.#share = share;
    this.#sales = sales;
    this.#proxy = proxy;
    this.#signal = signal;
  }

  /** True while the centre cannot be reached. */
  get isOutage(): boolean {
    return this.#since !== undefined;
  }

  /** Asked at the start of every sale; opens and closes the outages that begin or end with it. */
  async admit(): Promise<void> {
    const turn = this.#turn.then(() => this.#move());
    this.#turn = turn;
    await turn;
  }

  /** Lets the centre be reached for good. */
  async lift(): Promise<void> {
    await this.#turn.catch(() => undefined);
    if (this.isOutage) await this.#close();
  }

  /** After the last sale: goes on with an outage in which nothing is sold, until the centre was away for its share of the time. */
  async fillUp(): Promise<void> {
    if (this.#windows.length === 0 || this.#share >= 1) return;
    const elapsedMs = performance.now() - this.#startedMs;
    const missingMs = (this.#share * elapsedMs - this.#outageSoFarMs()) / (1 - this.#share);
    if (missingMs <= 0) return;
    if (!this.isOutage) await this.#open('refuse');
    await sleep(missingMs, undefined, { signal: this.#signal });
  }

  /** Of the time since the start, how much was an outage. */
  timeShare(): number {
    const elapsedMs = performance.now() - this.#startedMs;
    return elapsedMs === 0 ? 0 : this.#outageSoFarMs() / elapsedMs;
  }

  async #move(): Promise<void> {
    const window = this.#windows[this.#next];
    if (window !== undefined && this.isOutage && this.#admitted >= window.to) {
      await this.#waitForTimeShare(this.#windows[this.#next + 1]?.from ?? this.#sales);
      await this.#close();
      this.#next += 1;
    }
    const upcoming = this.#windows[this.#next];
    if (upcoming !== undefined && !this.isOutage && this.#admitted >= upcoming.from) await this.#open(upcoming.mode);
    if (!this.isOutage) this.#onlineSales += 1;
    this.#admitted += 1;
  }

  async #open(mode: FaultMode): Promise<void> {
    await this.#proxy.set(mode);
    this.#since = performance.now();
  }

  async #close(): Promise<void> {
    await this.#proxy.set('pass');
    this.#outageMs = this.#outageSoFarMs();
    this.#since = undefined;
  }

  /** Until the outages so far are the wished share of the time that will have passed when `sale` starts, at the pace of the online sales so far. */
  async #waitForTimeShare(sale: number): Promise<void> {
    if (this.#onlineSales === 0 || this.#share >= 1) return;
    const onlineMs = performance.now() - this.#startedMs - this.#outageSoFarMs();
    const onlineMsThen = onlineMs * ((this.#onlineSales + sale - this.#admitted) / this.#onlineSales);
    const wantedMs = (this.#share / (1 - this.#share)) * onlineMsThen;
    await sleep(Math.max(0, wantedMs - this.#outageSoFarMs()), undefined, { signal: this.#signal });
  }

  #outageSoFarMs(): number {
    return this.#outageMs + (this.#since === undefined ? 0 : performance.now() - this.#since);
  }
}
