import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultProxy } from '../../../agent/cli/replay/fault-proxy.ts';
import type { Random } from '../../../agent/cli/replay/random.ts';

const wellMs = { shortest: 200, longest: 3_000 };
const brokenMs = { shortest: 20, longest: 1_000 };
const longestAnswerBytes = 400;

/** Breaks one till's network again and again, in every way that the proxy knows, and loses answers and halves of requests. Resolves, with how often, when it is well again after `over`. */
export async function breakAtRandom(proxy: FaultProxy, random: Random, over: AbortSignal): Promise<number> {
  let breaks = 0;
  while (!over.aborted) {
    if (random.chance(0.5)) {
      const isAnswer = random.chance(0.5);
      proxy.cutNext({ when: random.pick(['POST /till/v1/push', 'POST /till/v1/holds']), direction: isAnswer ? 'from-target' : 'to-target', afterBytes: random.chance(0.5) ? 0 : random.between(1, longestAnswerBytes) });
    }
    await sleep(random.between(wellMs.shortest, wellMs.longest));
    await proxy.set(random.pick(['refuse', 'blackhole', 'reset'] as const));
    breaks += 1;
    await sleep(random.between(brokenMs.shortest, brokenMs.longest));
    await proxy.set('pass');
  }
  return breaks;
}
