import { maskNumbers } from './mask.ts';

/** A value with the numbers of cards and telephones masked in each of its texts. Numbers that are numbers (times, sums) stay: no identifier is one. */
export function maskValues(value: unknown): unknown {
  if (typeof value === 'string') return maskNumbers(value);
  if (Array.isArray(value)) return value.map(maskValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, maskValues(each)]));
}
