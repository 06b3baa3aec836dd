import type { Check } from '../check.ts';

/** Any answer counts: without a till's token the right one is a refusal. */
export const centralReachable: Check = {
  name: 'central',
  look: async ({ centralUrl }) => {
    if (centralUrl === undefined) return { state: 'skipped', detail: 'no central is known' };
    try {
      const answer = await fetch(`${centralUrl}/till/v1/ping`, { signal: AbortSignal.timeout(3_000) });
      await answer.arrayBuffer();
      if (answer.status < 500) return { state: 'ok', detail: `answers at ${centralUrl}` };
      return { state: 'warning', detail: `${centralUrl} answers with ${answer.status}`, todo: 'look at the log of the central; the till sells on meanwhile' };
    } catch {
      return { state: 'warning', detail: `nobody answers at ${centralUrl}`, todo: 'look whether the central runs and the network is up; the till sells on meanwhile' };
    }
  },
};
