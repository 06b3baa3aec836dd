/**
 * Full jitter: the n-th wait is drawn evenly between the least wait and a bound that doubles up to the most, so that a thousand tills
 * that lost the centre at the same moment do not come back at the same moment. A longer `Retry-After` wins.
 */
export interface BackoffLimits {
  backoffMinMs: number;
  backoffMaxMs: number;
}

/** Nobody may park a till for longer than this with `Retry-After`. */
export const maxRetryAfterMs = 300_000;

/** @param attempt 0 for the first wait @param random 0 ≤ x < 1 */
export function backoffMs(attempt: number, limits: BackoffLimits, random: () => number, retryAfterMs = 0): number {
  const bound = Math.min(limits.backoffMaxMs, limits.backoffMinMs * 2 ** (attempt + 1));
  const drawn = Math.round(limits.backoffMinMs + random() * (bound - limits.backoffMinMs));
  return Math.max(drawn, Math.min(retryAfterMs, maxRetryAfterMs));
}

/**
 * @param header `Retry-After`: seconds, or an HTTP date
 * @param dateHeader `Date` of the same answer: the sender's own clock is what its date was made with, ours may be wrong
 * @returns undefined where nothing can be understood
 */
export function readRetryAfterMs(header: string | undefined, dateHeader: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header.trim()) * 1000;
  const waitMs = Date.parse(header) - Date.parse(dateHeader ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
