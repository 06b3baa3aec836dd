import type { SaleView } from '../../../agent/contract/sale.ts';

/** So many points, and the day of the first or last of them */
interface DatedPoints {
  points: number;
  /** `2026-11-30` */
  day: string;
}

/** Farther ahead nobody plans a visit to the shop. */
const soonDays = 30;
const dayMs = 86_400_000;

/** Of the account as a price saw it: points that may be spent later (and from when the first of them), and those that are lost soon (and when the first). */
export function pointsAhead(state: SaleView['inputs']['customerState'], today: string): { waiting?: DatedPoints; expiring?: DatedPoints } {
  const soon = new Date(Date.parse(today) + soonDays * dayMs).toISOString().slice(0, 10);
  const waiting = sumOf((state?.pending ?? []).filter(({ availableOn }) => availableOn > today).map(({ points, availableOn }) => ({ points, day: availableOn })));
  const expiring = sumOf((state?.lots ?? []).flatMap(({ points, expiresOn }) => (expiresOn === undefined || expiresOn < today || expiresOn > soon ? [] : [{ points, day: expiresOn }])));
  return { ...(waiting === undefined ? {} : { waiting }), ...(expiring === undefined ? {} : { expiring }) };
}

function sumOf(parts: readonly DatedPoints[]): DatedPoints | undefined {
  const [first] = parts.map(({ day }) => day).toSorted();
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  return first === undefined || points === 0 ? undefined : { points, day: first };
}
