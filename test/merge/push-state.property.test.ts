import { assert, constant, constantFrom, array, nat, oneof, property, record, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialPushState, nextPushState, type CentreSays, type PushState } from '../../sync/merge/push-state.ts';

type Fault =
  | { what: 'append'; count: number }
  | { what: 'lose-request' }
  | { what: 'lose-answer' }
  | { what: 'restore'; toSeq: number };

const fault: Arbitrary<Fault> = oneof(
  record({ what: constant('append' as const), count: nat({ max: 7 }) }),
  record({ what: constantFrom('lose-request' as const, 'lose-answer' as const) }),
  record({ what: constant('restore' as const), toSeq: nat({ max: 20 }) }),
);

const hashOf = (seq: number): string => seq.toString(16).padStart(64, '0');

/** A centre as simple as it can be: the operations it has, and how often each was applied since it last forgot it. */
function createModelCentre() {
  let applied: number[] = [];
  const position = () => ({ epoch: 'e', seq: applied.length, hash: hashOf(applied.length) });
  return {
    position,
    restore: (toSeq: number) => {
      applied = applied.slice(0, toSeq);
    },
    push: (seqs: readonly number[]): CentreSays => {
      const [first] = seqs;
      if (first === undefined) throw new Error('an empty batch');
      if (first > applied.length + 1) return { type: 'gap', expectedSeq: applied.length + 1 };
      const verdicts = seqs.map((seq) => {
        const isKnown = seq <= applied.length;
        if (!isKnown) applied.push(seq);
        return { seq, verdict: isKnown ? ('duplicate' as const) : ('applied' as const) };
      });
      return { type: 'pushed', fromSeq: first, toSeq: first + seqs.length - 1, position: position(), verdicts };
    },
    applied: () => applied,
  };
}

describe('the push state machine', () => {
  it('ends with every operation at the centre once and in order, whatever gets lost and however often the centre is restored', () => {
    assert(
      property(array(fault, { maxLength: 60 }), nat({ max: 4 }), (faults, extra) => {
        const batchSize = extra + 1;
        const centre = createModelCentre();
        let headSeq = 0;
        let settledSeq = 0;
        let state: PushState = initialPushState;
        const own = () => ({ headSeq, hashAt: (seq: number) => (seq >= 1 && seq <= headSeq ? hashOf(seq) : undefined) });
        const exchange = (loss: 'none' | 'lose-request' | 'lose-answer'): void => {
          let says: CentreSays = { type: 'nothing' };
          if (state.phase === 'locating') {
            if (loss === 'none') says = { type: 'position', position: centre.position() };
          } else if (state.phase === 'sending') {
            const from = state.afterSeq + 1;
            const seqs = Array.from({ length: Math.min(batchSize, headSeq - state.afterSeq) }, (_, index) => from + index);
            if (seqs.length === 0) return;
            const answer = loss === 'lose-request' ? undefined : centre.push(seqs);
            if (loss === 'none' && answer !== undefined) says = answer;
          }
          const step = nextPushState(state, says, own());
          state = step.state;
          if (step.settle !== undefined) settledSeq = step.settle.position.seq;
          expect(state.phase).not.toBe('quarantined');
        };
        for (const next of faults) {
          if (next.what === 'append') headSeq += next.count;
          else if (next.what === 'restore') centre.restore(next.toSeq);
          else exchange(next.what);
          exchange('none');
        }
        // Contact is made anew, as after any restore, and then nothing goes wrong any more.
        state = initialPushState;
        for (let turn = 0; turn < headSeq + 5; turn += 1) exchange('none');
        expect(centre.applied()).toEqual(Array.from({ length: headSeq }, (_, index) => index + 1));
        expect(settledSeq).toBe(headSeq);
      }),
    );
  });
});
