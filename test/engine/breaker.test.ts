import { describe, expect, it } from 'vitest';
import { closedBreaker, nextBreaker, type Breaker, type BreakerEvent } from '../../sync/engine/breaker.ts';

const limits = { backoffMinMs: 250, backoffMaxMs: 15_000 };
const longest = (): number => 1;
const open = (attempt: number, waitMs: number): Breaker => ({ state: 'open', attempt, waitMs });
const halfOpen = (attempt: number): Breaker => ({ state: 'half-open', attempt });

const cases: { title: string; from: Breaker; event: BreakerEvent; to: Breaker }[] = [
  { title: 'a fault opens it', from: closedBreaker, event: { type: 'fault' }, to: open(0, 500) },
  { title: 'Retry-After is obeyed', from: closedBreaker, event: { type: 'fault', retryAfterMs: 7_000 }, to: open(0, 7_000) },
  { title: 'a shorter Retry-After shortens nothing', from: closedBreaker, event: { type: 'fault', retryAfterMs: 1 }, to: open(0, 500) },
  { title: 'more faults of the same outage change nothing', from: open(2, 900), event: { type: 'fault', retryAfterMs: 60_000 }, to: open(2, 900) },
  { title: 'after the wait it is half open', from: open(2, 900), event: { type: 'waited' }, to: halfOpen(2) },
  { title: 'a probe that is answered closes it', from: halfOpen(2), event: { type: 'answered' }, to: closedBreaker },
  { title: 'a probe that fails opens it for longer', from: halfOpen(2), event: { type: 'fault' }, to: open(3, 4_000) },
  { title: 'it never waits beyond the most', from: halfOpen(40), event: { type: 'fault' }, to: open(41, 15_000) },
  { title: 'an answer that comes late does not close it', from: open(2, 900), event: { type: 'answered' }, to: open(2, 900) },
  { title: 'an answer changes nothing while it is closed', from: closedBreaker, event: { type: 'answered' }, to: closedBreaker },
];

describe('the breaker', () => {
  it.each(cases)('$title', ({ from, event, to }) => {
    expect(nextBreaker(from, event, limits, longest)).toEqual(to);
  });
});
