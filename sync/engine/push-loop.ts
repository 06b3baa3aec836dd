import type { QueuedOperation } from '../../agent/domain/operations/operation.ts';
import type { JournalHead } from '../../agent/ports/journal.ts';
import type { Outbox, OutboxJournal } from '../../agent/ports/outbox.ts';
import { initialPushState, nextPushState, type CentreSays, type PushState, type PushStep } from '../merge/push-state.ts';
import { batchSigningText } from '../protocol/batch-signature.ts';
import { maxPushOperations, protocolVersion } from '../protocol/messages.ts';
import type { CentralCalls } from './central-calls.ts';
import type { Turn } from './keep-running.ts';
import type { Link } from './link.ts';
import type { SyncLog } from './sync-log.ts';
import { SyncFault } from './sync-fault.ts';
import { settleKeyChange, type TillKeyStore } from './till-key-change.ts';
import { createWakeup } from './wakeup.ts';

/** Beyond this a batch is cut, so that one push fits a slow line's timeout. One operation always goes, however large. */
const maxBatchBytes = 2_500_000;
/** What one operation weighs besides its payload */
const envelopeBytes = 500;

export interface PushLoopOptions {
  outbox: Outbox;
  calls: CentralCalls;
  link: Link;
  log: SyncLog;
  signal: AbortSignal;
  sign: (text: string) => string;
  /** Where the till's key may change */
  keys?: TillKeyStore;
  onSettled: () => void;
  /** It has less of this journal than it had acknowledged. */
  onCentreRestored: () => void;
  /** Each answer says in which epoch the centre is. */
  onEpoch: (epoch: string) => void;
}

export interface PushLoop {
  turn(): Promise<Turn>;
  /** There may be something to push. */
  wake(): void;
  /** Something suggests that the centre no longer stands where it said. */
  locate(): void;
}

/** Drives the push state machine: asks, pushes, settles, waits for new operations; and hands a quarantined branch over. */
export function createPushLoop({ outbox, calls, link, log, signal, sign, keys, onSettled, onCentreRestored, onEpoch }: PushLoopOptions): PushLoop {
  let state: PushState = initialPushState;
  /** Which of the file's journals is pushed: each to its end, oldest first */
  let at = 0;
  let period = 0;
  let maxOperations = maxPushOperations;
  const work = createWakeup();

  const settle = ({ position, deliveries }: NonNullable<PushStep['settle']>): void => {
    outbox.settle(position, deliveries);
    onSettled();
  };
  const pushed = (): OutboxJournal => {
    const [first, ...others] = outbox.journals();
    return others[at - 1] ?? first;
  };
  const goOn = (): Turn => {
    at += 1;
    state = initialPushState;
    return 'prepared';
  };
  const follow = (said: CentreSays): Turn => {
    const before = state;
    const { start, end } = pushed();
    const says = placed(said, start);
    // Of a journal that has ended the centre may even have more than this file: it was restored from a backup.
    if (end !== undefined && hasAll(says, end)) {
      if (outbox.position().seq < end.seq) settle({ position: { epoch: says.position.epoch, ...end }, deliveries: [] });
      return goOn();
    }
    if (says.type === 'position' || says.type === 'pushed') onEpoch(says.position.epoch);
    const centreSeq = standsAt(says);
    if (centreSeq !== undefined && centreSeq < outbox.position().seq) onCentreRestored();
    const step = nextPushState(state, says, { headSeq: (end ?? outbox.head()).seq, hashAt: (seq) => outbox.hashAt(seq) });
    // Settled first: should the disk refuse it, the state stays and the centre is asked again.
    if (step.settle !== undefined) settle(step.settle);
    state = step.state;
    if (state.phase === 'quarantined' && before.phase !== 'quarantined') {
      log.error({ seq: state.seq, reason: state.reason }, 'the journal is quarantined: this till must be enrolled anew');
      link.setQuarantined();
    }
    if (!step.progress) return 'none';
    return says.type === 'pushed' ? 'progress' : 'prepared';
  };
  const pushBatch = async (operations: readonly QueuedOperation[]): Promise<CentreSays | 'too-large'> => {
    const fromSeq = operations[0]?.seq ?? 0;
    const toSeq = operations.at(-1)?.seq ?? 0;
    const { journalId, end } = pushed();
    const head = end ?? outbox.head();
    const sealed = outbox.sealed(fromSeq, toSeq);
    const signature = sign(batchSigningText({ protocol: protocolVersion, journalId, fromSeq, toSeq, headSeq: head.seq, headHash: head.hash }));
    const reply = await link.run('push', async () => {
      const answered = await calls.push({
        protocol: protocolVersion, journalId, operations, head: { seq: head.seq, hash: head.hash }, ...(sealed.length === 0 ? {} : { sealed }), signature,
      }, signal);
      // Nothing can be halved any more, and the queue stands until somebody raises the limit: that must show in the contact.
      if (answered.type === 'too-large' && operations.length === 1) throw new SyncFault('problem', `operation ${fromSeq} is too large for the centre`, { mayHaveArrived: false });
      return answered;
    });
    if (reply.type === 'too-large') return 'too-large';
    if (reply.type === 'gap') return reply;
    const { epoch, position, verdicts } = reply.answer;
    return { type: 'pushed', fromSeq, toSeq, position: { epoch, ...position }, verdicts };
  };
  const send = async (afterSeq: number): Promise<Turn> => {
    const { end } = pushed();
    const operations = fitting(outbox.read(afterSeq, end === undefined ? maxOperations : Math.min(maxOperations, end.seq - afterSeq)));
    const first = operations[0];
    if (first === undefined) {
      if (end !== undefined) return goOn();
      await work.wait(signal);
      return 'progress';
    }
    if (first.seq !== afterSeq + 1) throw new Error(`the journal begins at ${first.seq}, the centre needs ${afterSeq + 1}`);
    const says = await pushBatch(operations);
    if (says !== 'too-large') {
      maxOperations = maxPushOperations;
      return follow(says);
    }
    maxOperations = Math.ceil(operations.length / 2);
    return 'prepared';
  };
  /** How far a branch in quarantine was handed over; from the last operation on which both sides agreed */
  let handedOverSeq: number | undefined;
  /** The centre keeps the second branch whole, without applying any of it (DESIGN §7); the position stands where the branches parted. */
  const handOver = async (): Promise<Turn> => {
    handedOverSeq ??= outbox.position().seq;
    const { end } = pushed();
    const operations = fitting(outbox.read(handedOverSeq, end === undefined ? maxOperations : Math.min(maxOperations, end.seq - handedOverSeq)));
    const last = operations.at(-1);
    if (last === undefined) {
      await work.wait(signal);
      return 'progress';
    }
    const says = await pushBatch(operations);
    if (says === 'too-large') {
      maxOperations = Math.ceil(operations.length / 2);
      return 'prepared';
    }
    if (says.type === 'pushed') {
      handedOverSeq = last.seq;
      return 'progress';
    }
    // The branches parted before what was acknowledged: the centre was restored, and then somebody else pushed. It says from where on it needs this one.
    if (says.type !== 'gap' || says.expectedSeq > handedOverSeq) return 'done';
    handedOverSeq = says.expectedSeq - 1;
    return 'none';
  };
  return {
    async turn() {
      // A new contact may be with another centre, or with one that was restored.
      if (period !== link.period() && state.phase !== 'quarantined') {
        state = initialPushState;
        at = 0;
      }
      period = link.period();
      try {
        // First: the centre takes batches of the old key for a while only.
        if (keys !== undefined && (await settleKeyChange({ keys, calls, link, log, signal }))) return 'prepared';
        if (state.phase === 'quarantined') return await handOver();
        if (state.phase === 'sending') return await send(state.afterSeq);
        const position = await link.run('push', () => calls.position(pushed().journalId, signal));
        return follow({ type: 'position', position });
      } catch (fault) {
        follow({ type: 'nothing' });
        throw fault;
      }
    },
    wake: () => work.ring(),
    locate() {
      if (state.phase === 'sending') state = initialPushState;
      work.ring();
    },
  };
}

/** A centre that has nothing of a journal stands, seen from this file, at the end of the one before it: `seq` runs over all of them. */
function placed(says: CentreSays, start: JournalHead): CentreSays {
  if (says.type === 'gap') return { ...says, expectedSeq: Math.max(says.expectedSeq, start.seq + 1) };
  if (says.type === 'nothing' || says.position.seq !== 0) return says;
  return { ...says, position: { epoch: says.position.epoch, seq: start.seq, hash: start.hash } };
}

function hasAll(says: CentreSays, end: JournalHead): says is Extract<CentreSays, { type: 'position' }> {
  return says.type === 'position' && (says.position.seq > end.seq || (says.position.seq === end.seq && says.position.hash === end.hash));
}

/** The last operation that the centre has, where it says so. */
function standsAt(says: CentreSays): number | undefined {
  if (says.type === 'nothing') return undefined;
  return says.type === 'gap' ? says.expectedSeq - 1 : says.position.seq;
}

/** As many of the operations, from the first on, as one batch carries. */
function fitting(operations: readonly QueuedOperation[]): readonly QueuedOperation[] {
  let bytes = 0;
  const end = operations.findIndex((operation) => {
    bytes += operation.payload.length + envelopeBytes;
    return bytes > maxBatchBytes;
  });
  return end === -1 ? operations : operations.slice(0, Math.max(1, end));
}
