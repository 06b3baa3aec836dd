import { waitAmong } from './wait-among.ts';

/** So many questions are looked at each second, by one process: some tenth of a core, and as much of the database. */
const perTick = 50;
const tickMs = 100;
/** So many at once, after a time in which fewer came */
const atOnce = 100;

/**
 * Gives tills that wait for news their turns, in the order in which they ask. A till that is answered asks again at once, and where a chain sells all the time there is news at once: a thousand tills
 * would be told of every sale one by one, and pushes and holds would wait behind them. So the more tills there are, the more each hears in one answer, and the later: a thousand every two seconds.
 */
export class FeedTurns {
  readonly #waiting = new Set<() => void>();
  #free = atOnce;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** Resolves when it is this one's turn, after `timeoutMs`, or at `abort`: then there is none to wait for. */
  async take(timeoutMs: number, abort: AbortSignal): Promise<void> {
    if (this.#isClosed || abort.aborted || timeoutMs <= 0) return;
    this.#startTicking();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await waitAmong(this.#waiting, timeoutMs, abort);
  }

  /** Nobody waits any more. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    for (const end of this.#waiting) end();
  }

  #startTicking(): void {
    this.#timer ??= setInterval(() => this.#tick(), tickMs).unref();
  }

  #tick(): void {
    this.#free += perTick;
    for (const end of this.#waiting) {
      if (this.#free === 0) return;
      this.#free -= 1;
      end();
    }
    if (this.#free < atOnce) return;
    this.#free = atOnce;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
