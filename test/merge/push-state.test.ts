import { describe, expect, it } from 'vitest';
import { genesisHash } from '../../agent/domain/operations/operation.ts';
import { initialPushState, nextPushState, type CentreSays, type OwnJournal, type PushState, type PushStep } from '../../sync/merge/push-state.ts';

const hashOf = (seq: number): string => seq.toString(16).padStart(64, '0');
const own: OwnJournal = { headSeq: 10, hashAt: (seq) => (seq >= 1 && seq <= 10 ? hashOf(seq) : undefined) };
const at = (seq: number, hash = hashOf(seq)) => ({ epoch: 'e1', seq, hash });
const sending = (afterSeq: number, isAfterGap = false): PushState => ({ phase: 'sending', afterSeq, isAfterGap });
const locating = initialPushState;
const quarantined: PushState = { phase: 'quarantined', seq: 7, reason: 'fork' };
const applied = (fromSeq: number, toSeq: number) => Array.from({ length: toSeq - fromSeq + 1 }, (_, index) => ({ seq: fromSeq + index, verdict: 'applied' as const }));
const pushed = (fromSeq: number, toSeq: number, position = at(toSeq), verdicts: Extract<CentreSays, { type: 'pushed' }>['verdicts'] = applied(fromSeq, toSeq)): CentreSays =>
  ({ type: 'pushed', fromSeq, toSeq, position, verdicts });

interface Case {
  title: string;
  state: PushState;
  says: CentreSays;
  step: PushStep;
}

const cases: Case[] = [
  {
    title: 'a centre that knows nothing is sent everything, whatever hash it names for nothing',
    state: locating,
    says: { type: 'position', position: at(0, 'f'.repeat(64)) },
    step: { state: sending(0), settle: { position: at(0, 'f'.repeat(64)), deliveries: [] }, progress: true },
  },
  {
    title: 'a centre that knows a part is sent the rest',
    state: locating,
    says: { type: 'position', position: at(4) },
    step: { state: sending(4), settle: { position: at(4), deliveries: [] }, progress: true },
  },
  {
    title: 'a restored centre that is behind the last acknowledgement is followed back',
    state: sending(9),
    says: { type: 'position', position: { ...at(3), epoch: 'e2' } },
    step: { state: sending(3), settle: { position: { ...at(3), epoch: 'e2' }, deliveries: [] }, progress: true },
  },
  {
    title: 'another hash at the same seq is a fork',
    state: locating,
    says: { type: 'position', position: at(4, 'f'.repeat(64)) },
    step: { state: { phase: 'quarantined', seq: 4, reason: 'fork' }, progress: false },
  },
  {
    title: 'a centre that is ahead of this journal has met another copy of it',
    state: locating,
    says: { type: 'position', position: at(11) },
    step: { state: { phase: 'quarantined', seq: 11, reason: 'centre-ahead' }, progress: false },
  },
  {
    title: 'a push that was applied moves on',
    state: sending(4),
    says: pushed(5, 8),
    step: { state: sending(8), settle: { position: at(8), deliveries: [] }, progress: true },
  },
  {
    title: 'a push that was there already moves on as well',
    state: sending(4),
    says: pushed(5, 6, at(6), [{ seq: 5, verdict: 'duplicate' }, { seq: 6, verdict: 'duplicate' }]),
    step: { state: sending(6), settle: { position: at(6), deliveries: [] }, progress: true },
  },
  {
    title: 'a centre that had more than was sent is followed forward',
    state: sending(4),
    says: pushed(5, 6, at(9), [{ seq: 5, verdict: 'duplicate' }, { seq: 6, verdict: 'duplicate' }]),
    step: { state: sending(9), settle: { position: at(9), deliveries: [] }, progress: true },
  },
  {
    title: 'waiting and parked operations are remembered and passed over',
    state: sending(0),
    says: pushed(1, 3, at(3), [{ seq: 1, verdict: 'waiting', reason: 'sale-unknown' }, { seq: 2, verdict: 'applied' }, { seq: 3, verdict: 'parked' }]),
    step: {
      state: sending(3),
      settle: { position: at(3), deliveries: [{ seq: 1, state: 'waiting', reason: 'sale-unknown' }, { seq: 3, state: 'parked', reason: 'parked' }] },
      progress: true,
    },
  },
  {
    title: 'a quarantined operation stops the journal where the centre stands',
    state: sending(0),
    says: pushed(1, 2, at(1), [{ seq: 1, verdict: 'applied' }, { seq: 2, verdict: 'quarantined', reason: 'clone' }]),
    step: {
      state: { phase: 'quarantined', seq: 2, reason: 'refused-branch' },
      settle: { position: at(1), deliveries: [{ seq: 2, state: 'quarantined', reason: 'clone' }] },
      progress: false,
    },
  },
  {
    title: 'a quarantined operation counts as not sent, however far the centre is with the other branch',
    state: sending(8),
    says: pushed(9, 10, at(15, 'f'.repeat(64)), [{ seq: 9, verdict: 'quarantined', reason: 'fork' }, { seq: 10, verdict: 'quarantined', reason: 'fork' }]),
    step: {
      state: { phase: 'quarantined', seq: 9, reason: 'refused-branch' },
      settle: { position: at(8), deliveries: [{ seq: 9, state: 'quarantined', reason: 'fork' }, { seq: 10, state: 'quarantined', reason: 'fork' }] },
      progress: false,
    },
  },
  {
    title: 'nothing is sent where the very first operation is quarantined',
    state: sending(0),
    says: pushed(1, 1, at(3, 'f'.repeat(64)), [{ seq: 1, verdict: 'quarantined', reason: 'fork' }]),
    step: {
      state: { phase: 'quarantined', seq: 1, reason: 'refused-branch' },
      settle: { position: at(0, genesisHash), deliveries: [{ seq: 1, state: 'quarantined', reason: 'fork' }] },
      progress: false,
    },
  },
  {
    title: 'a push answered by a part is continued from there',
    state: sending(0),
    says: pushed(1, 4, at(2)),
    step: { state: sending(2), settle: { position: at(2), deliveries: [] }, progress: true },
  },
  {
    title: 'a push after which the centre has not moved is no progress',
    state: sending(4),
    says: pushed(5, 6, at(4)),
    step: { state: sending(4), settle: { position: at(4), deliveries: [] }, progress: false },
  },
  {
    title: 'a push after which the centre names another hash is a fork',
    state: sending(4),
    says: pushed(5, 6, at(6, 'f'.repeat(64))),
    step: { state: { phase: 'quarantined', seq: 6, reason: 'fork' }, progress: false },
  },
  { title: 'verdicts of another batch are no answer', state: sending(4), says: pushed(5, 6, at(6), applied(4, 5)), step: { state: locating, progress: false } },
  { title: 'too few verdicts are no answer', state: sending(4), says: pushed(5, 6, at(6), applied(5, 5)), step: { state: locating, progress: false } },
  { title: 'a gap starts again at what the centre expects', state: sending(7), says: { type: 'gap', expectedSeq: 4 }, step: { state: sending(3, true), progress: true } },
  { title: 'a second gap in a row asks for the position', state: sending(3, true), says: { type: 'gap', expectedSeq: 2 }, step: { state: locating, progress: false } },
  { title: 'a gap that expects what was sent asks for the position', state: sending(3), says: { type: 'gap', expectedSeq: 4 }, step: { state: locating, progress: false } },
  { title: 'a gap beyond this journal asks for the position', state: sending(3), says: { type: 'gap', expectedSeq: 12 }, step: { state: locating, progress: false } },
  { title: 'a gap before the first operation asks for the position', state: sending(3), says: { type: 'gap', expectedSeq: 0 }, step: { state: locating, progress: false } },
  { title: 'a lost answer asks for the position', state: sending(3), says: { type: 'nothing' }, step: { state: locating, progress: false } },
  { title: 'nothing leads out of quarantine', state: quarantined, says: { type: 'position', position: at(4) }, step: { state: quarantined, progress: false } },
];

describe('what to push next', () => {
  it.each(cases)('$title', ({ state, says, step }) => {
    expect(nextPushState(state, says, own)).toEqual(step);
  });

  it('goes on from a position whose operation is no longer kept here', () => {
    const shortened: OwnJournal = { headSeq: 10, hashAt: (seq) => (seq > 5 ? hashOf(seq) : undefined) };
    expect(nextPushState(locating, { type: 'position', position: at(4) }, shortened).state).toEqual(sending(4));
  });
});
