/**
 * What to push next, decided from what the centre answers and from nothing else (DESIGN §7). Pure: no clock, no network, no storage.
 *
 *                 ┌────────────── nothing (answer lost, or rubbish) ─────────────┐
 *                 ▼                                                              │
 *   start ──► locating ── position, same hash here ──► sending(afterSeq) ────────┤
 *                 ▲                                      │  ▲   │               │
 *                 │                                      │  │   └─ pushed ──► sending(position.seq), settle
 *                 └── a second gap in a row ─────────────┘  └────── gap ─────► sending(expected − 1)
 *
 *   any ── another hash at the same seq · the centre is ahead of this journal · verdict `quarantined` ──► quarantined (the end: enrol anew, sell on)
 *
 * The centre's word on where it stands always wins over what was acknowledged before: it may have been restored to an earlier hour.
 */
import { genesisHash } from '../../agent/domain/operations/operation.ts';
import type { Delivery, SinkPosition, Verdict } from '../../agent/ports/outbox.ts';

export type PushState =
  /** Ask the centre where it stands */
  | { phase: 'locating' }
  /** Push what follows `afterSeq`. `isAfterGap`: the last push was answered by a gap, so `afterSeq` is only the centre's hint */
  | { phase: 'sending'; afterSeq: number; isAfterGap: boolean }
  /** This journal and the centre's copy of it have parted at `seq`: what is pushed from now on the centre only keeps, and nothing of it settles */
  | { phase: 'quarantined'; seq: number; reason: QuarantineReason };

export type QuarantineReason = 'fork' | 'centre-ahead' | 'refused-branch';

export interface SeqVerdict {
  seq: number;
  verdict: Verdict;
  reason?: string;
}

export type CentreSays =
  | { type: 'position'; position: SinkPosition }
  | { type: 'pushed'; fromSeq: number; toSeq: number; position: SinkPosition; verdicts: readonly SeqVerdict[] }
  | { type: 'gap'; expectedSeq: number }
  /** No answer, or none that can be believed: the centre may have applied the batch or not */
  | { type: 'nothing' };

/** This till's journal, as far as the decision needs it. `hashAt` is undefined for what is not here, such as 0. */
export interface OwnJournal {
  headSeq: number;
  hashAt(seq: number): string | undefined;
}

export interface PushStep {
  state: PushState;
  /** To be stored in one transaction before anything else is pushed */
  settle?: { position: SinkPosition; deliveries: Delivery[] };
  /** False where the exchange brought nothing: the caller waits before it goes on, or two sides that misunderstand each other would spin */
  progress: boolean;
}

export const initialPushState: PushState = { phase: 'locating' };

export function nextPushState(state: PushState, says: CentreSays, own: OwnJournal): PushStep {
  if (state.phase === 'quarantined') return { state, progress: false };
  switch (says.type) {
    case 'position':
      return followPosition(says.position, [], own, true);
    case 'pushed':
      return afterPush(says, own);
    case 'gap':
      return afterGap(state, says.expectedSeq, own);
    case 'nothing':
      return { state: initialPushState, progress: false };
    default:
      return unreachable(says);
  }
}

function afterPush(says: Extract<CentreSays, { type: 'pushed' }>, own: OwnJournal): PushStep {
  if (!coversBatch(says)) return { state: initialPushState, progress: false };
  const deliveries = says.verdicts.flatMap(attentionFor);
  const refused = says.verdicts.find((verdict) => verdict.verdict === 'quarantined');
  if (refused !== undefined) {
    return {
      state: { phase: 'quarantined', seq: refused.seq, reason: 'refused-branch' },
      settle: { position: shortOf(refused.seq, says.position, own), deliveries },
      progress: false,
    };
  }
  // A centre that says where it stands but did not move over what it was sent must not be asked again at once.
  return followPosition(says.position, deliveries, own, says.position.seq >= says.fromSeq);
}

function afterGap(state: Exclude<PushState, { phase: 'quarantined' }>, expectedSeq: number, own: OwnJournal): PushStep {
  const afterSeq = expectedSeq - 1;
  const isUseful = state.phase === 'sending' && !state.isAfterGap && afterSeq !== state.afterSeq && afterSeq >= 0 && afterSeq <= own.headSeq;
  // The hint carries no hash, so whatever is odd about it is settled by asking for the position, which does.
  return isUseful ? { state: { phase: 'sending', afterSeq, isAfterGap: true }, progress: true } : { state: initialPushState, progress: false };
}

function followPosition(position: SinkPosition, deliveries: Delivery[], own: OwnJournal, progress: boolean): PushStep {
  if (position.seq > own.headSeq) return { state: { phase: 'quarantined', seq: position.seq, reason: 'centre-ahead' }, progress: false };
  const ownHash = own.hashAt(position.seq);
  if (ownHash !== undefined && ownHash !== position.hash) {
    return { state: { phase: 'quarantined', seq: position.seq, reason: 'fork' }, progress: false };
  }
  return { state: { phase: 'sending', afterSeq: position.seq, isAfterGap: false }, settle: { position, deliveries }, progress };
}

/** Where the centre stands with this branch: with the other one it may be far beyond the refused operation, which counts as not sent. */
function shortOf(refusedSeq: number, position: SinkPosition, own: OwnJournal): SinkPosition {
  if (position.seq < refusedSeq) return position;
  const seq = refusedSeq - 1;
  return { epoch: position.epoch, seq, hash: own.hashAt(seq) ?? genesisHash };
}

/** One verdict for each operation that was sent, in order: anything else is not an answer to this push. */
function coversBatch(says: Extract<CentreSays, { type: 'pushed' }>): boolean {
  return says.verdicts.length === says.toSeq - says.fromSeq + 1 && says.verdicts.every((verdict, index) => verdict.seq === says.fromSeq + index);
}

function attentionFor(verdict: SeqVerdict): Delivery[] {
  if (verdict.verdict === 'applied' || verdict.verdict === 'duplicate') return [];
  return [{ seq: verdict.seq, state: verdict.verdict, reason: verdict.reason ?? verdict.verdict }];
}

function unreachable(value: never): never {
  throw new Error(`unexpected answer: ${JSON.stringify(value)}`);
}
