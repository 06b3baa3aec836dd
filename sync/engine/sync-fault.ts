import type { SignedRevocation } from '../protocol/revocation.ts';
import type { Trouble } from './trouble.ts';

/**
 * Why a call to the centre brought no answer that can be used, by what it says about the network:
 *   unreachable  no connection could be made: refused, no such name, connect timeout
 *   failing      connected, but late, cut off, 5xx, 429, or rubbish (a captive portal, another schema)
 *   refused      the centre does not accept this till (401, 403)
 *   problem      the centre works and says no to this one request, with a code; the breaker does not mind
 *   stopped      we ended the call ourselves
 */
export type SyncFaultKind = 'unreachable' | 'failing' | 'refused' | 'problem' | 'stopped';

export interface SyncFaultDetails {
  /** Bytes of the request may have reached the centre, so it may have acted on them */
  mayHaveArrived: boolean;
  /** With `unreachable` and `failing`: what is in the way; an answer that is late or cut off where nobody says */
  trouble?: Trouble;
  /** The centre asked to be left alone for so long */
  retryAfterMs?: number;
  /** With `problem`: what the centre's problem document says */
  problem?: CentreProblem;
  cause?: unknown;
}

export interface CentreProblem {
  status: number;
  code: string;
  detail?: string;
  /** With `journal-gap`: the seq that the centre wants next */
  expected?: number;
  /** With `till-revoked`; whoever acts on it checks it first */
  revocation?: SignedRevocation;
}

export class SyncFault extends Error {
  override readonly name = 'SyncFault';
  readonly kind: SyncFaultKind;
  readonly mayHaveArrived: boolean;
  readonly trouble: Trouble;
  readonly retryAfterMs: number | undefined;
  readonly problem: CentreProblem | undefined;

  constructor(kind: SyncFaultKind, message: string, details: SyncFaultDetails) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.mayHaveArrived = details.mayHaveArrived;
    this.trouble = details.trouble ?? 'no-answer';
    this.retryAfterMs = details.retryAfterMs;
    this.problem = details.problem;
  }
}
