import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { Random } from '../../../agent/cli/replay/random.ts';
import { policyNames, type PolicyName } from './programme.ts';

/** How a machine's wall clock stands after the power was gone. */
export const clockFaults = ['a-week-back', 'two-days-back', 'ten-days-ahead', 'a-year-ahead'] as const;
export type ClockFault = (typeof clockFaults)[number];

/** One thing that somebody does. Tills, customers and sales are counted; a number beyond their end begins anew, so that a shortened history still means something. */
export type Step =
  | { do: 'sell'; till: number; customer: number; spend: number }
  | { do: 'open'; till: number; customer: number; spend: number }
  | { do: 'drop' | 'cancel' | 'commit' | 'commit-stale'; till: number; sale: number }
  | { do: 'give-back'; till: number; sale: number }
  | { do: 'push' | 'pull'; till: number }
  | { do: 'wire'; till: number; state: 'up' | 'cut' | 'lost' }
  | { do: 'centre'; isUp: boolean }
  | { do: 'jobs' }
  | { do: 'centre-backup' | 'centre-restore' }
  | { do: 'pass'; minutes: number }
  | { do: 'block' | 'unblock'; customer: number }
  | { do: 'policy'; policy: PolicyName }
  | { do: 'clock'; till: number; fault: ClockFault }
  | { do: 'crash' | 'backup' | 'clone' | 'restore' | 'enrol-again'; till: number };

/** How often each of them is drawn, of all. */
const calm: Readonly<Partial<Record<Step['do'], number>>> = {
  sell: 14, open: 8, drop: 2, cancel: 2, commit: 8, 'commit-stale': 2, 'give-back': 3, push: 14, pull: 14, crash: 2, wire: 8, centre: 2, jobs: 7, pass: 6, block: 1, unblock: 2,
};
const wild: typeof calm = { ...calm, pass: 10, policy: 2, clock: 2, clone: 2, backup: 2, restore: 2, 'enrol-again': 1, 'centre-backup': 2, 'centre-restore': 1 };

const longPasses = [7 * 60, 26 * 60, 3 * 1_440, 6 * 1_440, 15 * 1_440];

export function drawStep(random: Random, { isCalm }: { isCalm: boolean }): Step {
  const till = random.between(0, 5);
  const sale = random.between(0, 3);
  const customer = random.between(0, 2);
  const kind = drawKind(random, isCalm ? calm : wild);
  switch (kind) {
    case 'sell':
    case 'open': return { do: kind, till, customer, spend: random.chance(0.75) ? random.pick([20, 60, 110, 150, 240, 320, 700]) : 0 };
    case 'drop':
    case 'cancel':
    case 'commit':
    case 'commit-stale':
    case 'give-back': return { do: kind, till, sale };
    case 'wire': return { do: kind, till, state: random.pick(['up', 'up', 'cut', 'cut', 'lost'] as const) };
    case 'centre': return { do: kind, isUp: random.chance(0.7) };
    case 'jobs':
    case 'centre-backup':
    case 'centre-restore': return { do: kind };
    case 'pass': return { do: kind, minutes: !isCalm && random.chance(0.4) ? random.pick(longPasses) : random.between(1, 200) };
    case 'block':
    case 'unblock': return { do: kind, customer };
    case 'policy': return { do: kind, policy: random.pick(policyNames) };
    case 'clock': return { do: kind, till, fault: random.pick(clockFaults) };
    case 'push':
    case 'pull':
    case 'crash':
    case 'backup':
    case 'clone':
    case 'restore':
    case 'enrol-again': return { do: kind, till };
    default: return unreachable(kind);
  }
}

function drawKind(random: Random, weights: typeof calm): Step['do'] {
  const all = Object.entries(weights) as [Step['do'], number][];
  let left = random.next() * all.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [kind, weight] of all) {
    left -= weight;
    if (left < 0) return kind;
  }
  return 'pass';
}
