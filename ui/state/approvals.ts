import { BehaviorSubject } from 'rxjs';
import { ApiError, failureOf } from '../client/api-failure.ts';
import type { Localized } from '../../agent/contract/words/localized.ts';
import type { Right } from './session.ts';

/** A call that waits for a second person at this screen. */
export interface ApprovalWanted {
  right: Right;
  /** What it is about, as the journal will name it: a card, a sale, an amount */
  subject?: string;
  /** The names of the roles that may approve it, where the agent says so */
  approvers: readonly Localized[];
  /** Approved, or given up with `undefined`; each asks once */
  answer(overrideId: string | undefined): void;
}

/** Where the agent lets a call pass with a second person's word, asks for it and makes the call again. */
export interface Approvals {
  readonly wanted$: BehaviorSubject<ApprovalWanted | undefined>;
  /** The call's answer. Throws `ApiError`: the agent's own refusal where nobody approved. */
  run<Answer>(subject: string | undefined, call: (overrideId?: string) => Promise<Answer>): Promise<Answer>;
}

export function createApprovals(): Approvals {
  const wanted$ = new BehaviorSubject<ApprovalWanted | undefined>(undefined);

  function ask({ right, approvers }: Approvable, subject: string | undefined): Promise<string | undefined> {
    // One at a time: who asks again has turned to something else.
    wanted$.value?.answer(undefined);
    return new Promise((resolve) => {
      const wanted: ApprovalWanted = {
        right,
        approvers,
        ...(subject === undefined ? {} : { subject }),
        answer(overrideId) {
          if (wanted$.value === wanted) wanted$.next(undefined);
          resolve(overrideId);
        },
      };
      wanted$.next(wanted);
    });
  }

  return {
    wanted$,
    async run(subject, call) {
      try {
        return await call();
      } catch (error) {
        const wanted = approvable(error);
        const overrideId = wanted === undefined ? undefined : await ask(wanted, subject);
        if (overrideId === undefined) throw error;
        return call(overrideId);
      }
    },
  };
}

type Approvable = Pick<ApprovalWanted, 'right' | 'approvers'>;

/** The right that a second person may lend, or undefined where nobody here can help. */
function approvable(error: unknown): Approvable | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const failure = failureOf(error);
  if (failure.kind !== 'problem') return undefined;
  const { code, right, canApprove, limitedBy, approvers = [] } = failure.problem as typeof failure.problem & { right?: Right; canApprove?: boolean; limitedBy?: string; approvers?: readonly Localized[] };
  if (code === 'limit-reached') return { right: 'limit-override', approvers };
  if (code === 'redemption-refused' && limitedBy === 'identification') return { right: 'identity-override', approvers };
  return code === 'right-missing' && canApprove === true && right !== undefined ? { right, approvers } : undefined;
}
