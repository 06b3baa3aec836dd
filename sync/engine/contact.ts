import type { Breaker } from './breaker.ts';
import type { Trouble } from './trouble.ts';

/** How the till stands with the centre. `host` makes the mode on the screen of it. */
export interface Contact {
  /** never: not tried yet · ok · unreachable: no connection · failing: late, 5xx or rubbish · refused: 401, 403 */
  reach: 'never' | 'ok' | 'unreachable' | 'failing' | 'refused';
  /** What is in the way; set while `reach` is unreachable or failing */
  trouble?: Trouble;
  breaker: Breaker['state'];
  /** Trusted time of the last answer that made sense */
  lastContactMs?: number;
  /** What went wrong last, until the same kind of call goes well again */
  lastError?: string;
  /** This journal and the centre's copy of it have parted: nothing is pushed, the till must be enrolled anew (DESIGN §7) */
  quarantined: boolean;
  /** The centre has signed that this enrolment is over: nothing is kept of its customers, and nothing is asked of it but whether it is still so */
  revoked?: true;
}
