import { useCallback } from 'react';
import { BehaviorSubject, pairwise } from 'rxjs';
import { useTill } from '../../state/till-context.ts';
import type { Till } from '../../state/till.ts';
import { useSubject } from '../../state/use-subject.ts';

/**
 * Work that somebody has begun (a questionnaire, a list of cards): kept while the page lives, also while another place is open, and
 * nowhere else, as it names persons. It goes when whoever began it leaves.
 */
export interface Kept<Value> {
  of(till: Till): BehaviorSubject<Value>;
}

export function createKept<Value>(empty: Value): Kept<Value> {
  const subjects = new WeakMap<Till, BehaviorSubject<Value>>();
  return {
    of(till) {
      const known = subjects.get(till);
      if (known !== undefined) return known;
      const subject = new BehaviorSubject(empty);
      subjects.set(till, subject);
      // Who signs in on the way goes on with it; who comes after somebody else finds nothing.
      till.session.session$.pipe(pairwise()).subscribe(([before, now]) => {
        if (before !== undefined && before.user.userId !== now?.user.userId) subject.next(empty);
      });
      return subject;
    },
  };
}

/** The kept value, and how to change it. */
export function useKept<Value>(kept: Kept<Value>): [Value, (change: (value: Value) => Value) => void] {
  const subject = kept.of(useTill());
  const change = useCallback((make: (value: Value) => Value) => subject.next(make(subject.value)), [subject]);
  return [useSubject(subject), change];
}
