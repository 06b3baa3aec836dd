/**
 * The circuit breaker (pure). While it is not closed, nothing that a cashier waits for asks the centre.
 *
 *   closed ── fault ──► open (waitMs) ── waited ──► half-open ── answered ──► closed
 *                         ▲                             │
 *                         └──── fault: longer wait ─────┘
 *
 * Faults of calls that were still under way when it opened change nothing: they tell of the same outage.
 */
import { backoffMs, type BackoffLimits } from './backoff.ts';

export type Breaker =
  | { state: 'closed' }
  /** `attempt` counts the probes of this outage that are over; `waitMs` lies before the next */
  | { state: 'open'; attempt: number; waitMs: number }
  | { state: 'half-open'; attempt: number };

export type BreakerEvent = { type: 'fault'; retryAfterMs?: number } | { type: 'waited' } | { type: 'answered' };

export const closedBreaker: Breaker = { state: 'closed' };

export function nextBreaker(breaker: Breaker, event: BreakerEvent, limits: BackoffLimits, random: () => number): Breaker {
  switch (event.type) {
    case 'fault': {
      if (breaker.state === 'open') return breaker;
      const attempt = breaker.state === 'closed' ? 0 : breaker.attempt + 1;
      return { state: 'open', attempt, waitMs: backoffMs(attempt, limits, random, event.retryAfterMs) };
    }
    case 'waited':
      return breaker.state === 'open' ? { state: 'half-open', attempt: breaker.attempt } : breaker;
    case 'answered':
      return breaker.state === 'half-open' ? closedBreaker : breaker;
    default:
      return breaker;
  }
}
