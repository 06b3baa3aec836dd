import { BehaviorSubject } from 'rxjs';
import { ApiError, failureOf } from '../client/api-failure.ts';
import type { Localized } from '../../agent/contract/words/localized.ts';
import type { Right } from './session.ts';

/** A call that waits for a second person at this screen. */
export interface ApprovalWanted {
  right: Right;
  /** What it is about, as the journal will name it: a card, a sale, an amount */
  subject?: string;
  /** Cards that are waited for together: each of them counts for one call */
  subjects?: readonly string[];
  /** The names of the roles that may approve it, where the agent says so */
  approvers: readonly Localized[];
  /** Approved, or given up with `undefined`; each asks once */
  answer(overrideId: string | undefined): void;
}

/** Where the agent lets a call pass with a second person's word, asks for it and makes the call again. */
export interface Approvals {
  readonly wanted$: BehaviorSubject<ApprovalWanted | undefined>;
  /** The call's answer. Throws `ApiError`: the agent's own refusal where nobody approved. `list`: one of several calls about cards, for which somebody is asked once */
  run<Answer>(subject: string | undefined, call: (overrideId?: string) => Promise<Answer>, list?: ApprovalList): Promise<Answer>;
}

/** What is done to several cards, one call each. */
export interface ApprovalList {
  /** Cards that are still to come, the one that is asked for first */
  left(): readonly string[];
  /** What somebody has approved for as many of them as one approval takes */
  overrideId?: string | undefined;
}

/** The most that the contract takes */
const longestList = 100;

export function createApprovals(): Approvals {
  const wanted$ = new BehaviorSubject<ApprovalWanted | undefined>(undefined);

  function ask({ right, approvers }: Approvable, about: Pick<ApprovalWanted, 'subject' | 'subjects'>): Promise<string | undefined> {
    // One at a time: who asks again has turned to something else.
    wanted$.value?.answer(undefined);
    return new Promise((resolve) => {
      const wanted: ApprovalWanted = {
        right,
        approvers,
        ...about,
        answer(overrideId) {
          if (wanted$.value === wanted) wanted$.next(undefined);
          resolve(overrideId);
        },
      };
      wanted$.next(wanted);
    });
  }

  async function run<Answer>(subject: string | undefined, call: (overrideId?: string) => Promise<Answer>, list?: ApprovalList): Promise<Answer> {
    try {
      return await call(list?.overrideId);
    } catch (error) {
      if (list?.overrideId !== undefined && codeOf(error) === 'override-invalid') {
        // It was too old, or for the cards before this one.
        list.overrideId = undefined;
        return run(subject, call, list);
      }
      const wanted = approvable(error);
      if (wanted === undefined) throw error;
      // Only rights on cards are lent for several at once.
      const together = list === undefined || !wanted.right.startsWith('card-') ? [] : list.left().slice(0, longestList);
      const overrideId = await ask(wanted, together.length > 1 ? { subjects: together } : subject === undefined ? {} : { subject });
      if (overrideId === undefined) throw error;
      if (list !== undefined && together.length > 1) list.overrideId = overrideId;
      return call(overrideId);
    }
  }
  return { wanted$, run };
}

function codeOf(error: unknown): string | undefined {
  const failure = error instanceof ApiError ? failureOf(error) : undefined;
  return failure?.kind === 'problem' ? failure.problem.code : undefined;
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
