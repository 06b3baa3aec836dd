import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { AllowanceWhy } from './settle-allowance.ts';
import type { HoldWhy } from './settle-hold.ts';

/** For what the programme pays, and for nothing else (docs/spec/redemption.md). */
export type GoodwillCause = 'clock' | 'clone' | 'restore' | 'risk-policy';

/** Why spending found no points. */
export type UncoveredWhy =
  | HoldWhy
  | AllowanceWhy
  /** The programme's risk limit let them go */
  | 'risk-limit'
  /** A till let points go by a risk limit that its programme does not have */
  | 'no-risk-limit'
  /** Nothing was named that covers it */
  | 'no-cover';

/** Undefined where no honest till does so: that is a defect. */
export function goodwillCause(why: UncoveredWhy): GoodwillCause | undefined {
  switch (why) {
    case 'allowance-late':
      return 'clock';
    case 'hold-spent':
    case 'hold-of-another-sale':
      return 'clone';
    case 'allowance-replaced':
    case 'allowance-unknown':
    case 'allowance-forgotten':
    case 'hold-unknown':
      return 'restore';
    case 'allowance-reused':
    case 'risk-limit':
    case 'hold-expired':
    case 'hold-released':
      return 'risk-policy';
    case 'allowance-covers':
    case 'allowance-elsewhere':
    case 'allowance-overspent':
    case 'allowance-returned':
    case 'hold-settled':
    case 'no-hold':
    case 'no-risk-limit':
    case 'no-cover':
      return undefined;
    default:
      return unreachable(why);
  }
}
