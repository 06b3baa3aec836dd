import { createHash, randomUUID } from 'node:crypto';
import { canonicalOperation } from '../../../agent/domain/operations/canonical-operation.ts';
import { genesisHash, type StoredOperation } from '../../../agent/domain/operations/operation.ts';

/** A till's journal in memory, with the same chain as the real one. */
export interface TestJournal {
  readonly journalId: string;
  readonly operations: StoredOperation[];
  head(): { seq: number; hash: string };
  append(kind: string, payload: object | string, changes?: { opId?: string; schema?: number; clock?: StoredOperation['clock']; atMs?: number }): StoredOperation;
  /** Another journal with the same id and the same operations up to `seq`: what a cloned disk has */
  clone(seq: number): TestJournal;
}

export function testJournal(journalId: string = randomUUID(), operations: StoredOperation[] = []): TestJournal {
  const head = () => {
    const last = operations.at(-1);
    return last === undefined ? { seq: 0, hash: genesisHash } : { seq: last.seq, hash: last.hash };
  };
  return {
    journalId,
    operations,
    head,
    append: (kind, payload, { opId = randomUUID(), schema = 1, clock = 'synced', atMs: wantedMs } = {}) => {
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
      const { seq: before, hash: prev } = head();
      const seq = before + 1;
      const atMs = wantedMs ?? 1_795_330_800_000 + seq;
      const hash = sha256(canonicalOperation({ journalId, seq, opId, kind, schema, atMs, wallMs: atMs, clock, payloadSha256: sha256(text), prev }));
      const operation: StoredOperation = { seq, opId, kind, schema, atMs, wallMs: atMs, clock, payload: text, prev, hash };
      operations.push(operation);
      return operation;
    },
    clone: (seq) => testJournal(journalId, operations.slice(0, seq)),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
