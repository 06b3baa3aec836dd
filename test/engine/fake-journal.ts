import { createHash } from 'node:crypto';
import { genesisHash, type StoredOperation } from '../../agent/domain/operations/operation.ts';
import type { Delivery, Outbox, SinkPosition } from '../../agent/ports/outbox.ts';
import { queuedOperations } from '../kit/stored-operations.ts';

/** A chained operation with a payload that means nothing: who only carries operations does not read them. */
export function chainedOperation(seq: number, prev: string, payload: string): StoredOperation {
  const hash = createHash('sha256').update(`${seq}\n${prev}\n${payload}`).digest('hex');
  return { seq, opId: `op-${seq}`, kind: 'sale-committed', schema: 1, atMs: 1_000 + seq, wallMs: 1_000 + seq, clock: 'synced', payload, prev, hash };
}

export interface FakeJournal extends Outbox {
  append(count: number, payload?: string): void;
  /** Throws this from the next `settle`, as a full disk does. */
  failNextSettle(fault: Error): void;
  /** Every position that was settled, oldest first */
  settled(): readonly SinkPosition[];
  operations(): readonly StoredOperation[];
}

/** A journal in memory, as the engine sees it. */
export function createFakeJournal(journalId: string): FakeJournal {
  const operations: StoredOperation[] = [];
  const listeners = new Set<() => void>();
  const settled: SinkPosition[] = [];
  const deliveries = new Map<number, Delivery>();
  let nextFault: Error | undefined;
  const head = () => ({ seq: operations.length, hash: operations.at(-1)?.hash ?? genesisHash });
  return {
    journalId,
    journals: () => [{ journalId, start: { seq: 0, hash: genesisHash } }],
    head,
    read: (afterSeq, limit) => queuedOperations(operations.slice(afterSeq, afterSeq + limit)),
    sealed: () => [],
    hashAt: (seq) => operations[seq - 1]?.hash,
    position: () => settled.at(-1) ?? { epoch: '', seq: 0, hash: genesisHash },
    settle(position, attention) {
      const fault = nextFault;
      nextFault = undefined;
      if (fault !== undefined) throw fault;
      settled.push(position);
      for (const delivery of attention) deliveries.set(delivery.seq, delivery);
    },
    revise(revisions) {
      for (const revision of revisions) {
        if (!['waiting', 'parked'].includes(deliveries.get(revision.seq)?.state ?? '')) continue;
        if (revision.state === 'applied') deliveries.delete(revision.seq);
        else deliveries.set(revision.seq, revision);
      }
    },
    overruledThrough: () => 0,
    overrule: () => undefined,
    unsettled: (limit) => [...deliveries.values()].slice(0, limit),
    delivery: (seq) => deliveries.get(seq),
    onAppend(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    append(count, payload) {
      for (let index = 0; index < count; index += 1) {
        const { seq, hash } = head();
        operations.push(chainedOperation(seq + 1, hash, payload ?? `{"sale":${seq + 1}}`));
      }
      for (const listener of listeners) listener();
    },
    failNextSettle(fault) {
      nextFault = fault;
    },
    settled: () => settled,
    operations: () => operations,
  };
}
