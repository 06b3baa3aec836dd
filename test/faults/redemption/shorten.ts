import type { Step } from './step.ts';

/** The shortest history that still fails which leaving out parts of it finds, in halves, quarters and so on, until `mayGoOn` says no. */
export async function shorten(steps: readonly Step[], fails: (steps: readonly Step[]) => Promise<boolean>, mayGoOn: () => boolean): Promise<readonly Step[]> {
  let shortest = steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < shortest.length;) {
      if (!mayGoOn()) return shortest;
      const without = [...shortest.slice(0, at), ...shortest.slice(at + size)];
      if (await fails(without)) shortest = without;
      else at += size;
    }
  }
  return shortest;
}

/** As one line: `sell till 1 customer 0 spend 20 · pass minutes 60` */
export function told(steps: readonly Step[]): string {
  return steps.map((step) => Object.entries(step).map(([name, value]) => (name === 'do' ? String(value) : `${name} ${String(value)}`)).join(' ')).join(' · ');
}
