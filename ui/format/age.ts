/** How old a state is, in the unit that a person would say. */
export type Age = { unit: 'now' } | { unit: 'minutes' | 'hours' | 'days'; count: number };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Whole units, rounded down. A state from the future (the clock was set back) counts as new. */
export function ageOf(asOfMs: number, nowMs: number): Age {
  const ageMs = nowMs - asOfMs;
  if (ageMs < minuteMs) return { unit: 'now' };
  if (ageMs < hourMs) return { unit: 'minutes', count: Math.floor(ageMs / minuteMs) };
  if (ageMs < 2 * dayMs) return { unit: 'hours', count: Math.floor(ageMs / hourMs) };
  return { unit: 'days', count: Math.floor(ageMs / dayMs) };
}
