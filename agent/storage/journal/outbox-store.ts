import type Database from 'better-sqlite3';
import { genesisHash, type QueuedOperation } from '../../domain/operations/operation.ts';
import type { SealedBlob } from '../../domain/operations/sealed-blob.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Delivery, Outbox, OutboxJournal, Overruling, Revision, SinkPosition } from '../../ports/outbox.ts';
import type { CurrentJournal } from './begin-journal.ts';
import { guarded } from './journal-fault.ts';
import type { LogDoubt } from './log-doubt.ts';
import type { JournalSpan } from './journal-identity.ts';
import { queuedColumns } from './operation-row.ts';

const sink = 'central';

/** Where the centre stands, and what it has not taken. */
export function createOutbox(connections: { durable: Database.Database; drafts: Database.Database; doubt: LogDoubt }, journal: Journal, { journals, base }: Pick<CurrentJournal, 'journals' | 'base'>, onAppend: Outbox['onAppend']): Outbox {
  const { durable, drafts, doubt } = connections;
  const read = durable.prepare<[number, number], QueuedOperation>(`SELECT ${queuedColumns} FROM operation WHERE seq > ? ORDER BY seq LIMIT ?`);
  const sealed = durable.prepare<[number, number], SealedBlob & { seq: number }>('SELECT seq, sha256, sealed FROM sealed_blob WHERE seq BETWEEN ? AND ? ORDER BY seq, sha256');
  const hashAt = durable.prepare<[number], string>('SELECT hash FROM operation WHERE seq = ?').pluck();
  const position = durable.prepare<[string], SinkPosition>('SELECT epoch, seq, hash FROM sink_position WHERE sink = ?');
  const unsettled = durable.prepare<[string, number], Delivery>('SELECT seq, state, reason FROM delivery WHERE sink = ? ORDER BY seq LIMIT ?');
  const delivery = durable.prepare<[string, number], Delivery>('SELECT seq, state, reason FROM delivery WHERE sink = ? AND seq = ?');
  const pushed = outboxJournals(journals);
  const settleDurably = settler(durable);
  const settleLater = settler(drafts);
  const revise = reviser(drafts);
  const overruled = durable.prepare<[], string>(`SELECT value FROM meta WHERE key = '${overruledKey}'`).pluck();
  const overrule = overruler(durable);
  return {
    journalId: journal.journalId,
    journals: () => pushed,
    head: () => journal.head(),
    read: (afterSeq, limit) => guarded(() => read.all(afterSeq, limit)),
    sealed: (fromSeq, toSeq) => guarded(() => sealed.all(fromSeq, toSeq)),
    hashAt: (seq) => seq === base.seq && seq > 0 ? base.hash : guarded(() => hashAt.get(seq)),
    position: () => guarded(() => position.get(sink)) ?? { epoch: '', seq: 0, hash: genesisHash },
    settle: (next, deliveries) => {
      // A position that a power cut takes back is asked for again; a verdict is told only once, so it is synced.
      const settle = deliveries.length === 0 ? settleLater : settleDurably;
      doubt.noted(() => settle(next, deliveries));
    },
    revise: (revisions) => doubt.noted(() => revise(revisions)),
    overruledThrough: (epoch) => {
      const [known, position] = guarded(() => overruled.get())?.split(' ') ?? [];
      return known === epoch ? Number(position) : 0;
    },
    overrule: (overrulings, through) => doubt.noted(() => overrule(overrulings, through)),
    unsettled: (limit) => guarded(() => unsettled.all(sink, limit)),
    delivery: (seq) => guarded(() => delivery.get(sink, seq)),
    onAppend,
  };
}

/** Each journal ends where the next one says that it continues it. */
function outboxJournals(journals: readonly [...JournalSpan[], JournalSpan]): readonly [OutboxJournal, ...OutboxJournal[]] {
  const [first, ...rest] = journals.map(({ journalId, prior }, index): OutboxJournal => {
    const end = journals[index + 1]?.prior;
    return { journalId, start: { seq: prior?.seq ?? 0, hash: prior?.hash ?? genesisHash }, ...(end === undefined ? {} : { end: { seq: end.seq, hash: end.hash } }) };
  });
  if (first === undefined) throw new Error('the file has no journal');
  return [first, ...rest];
}

function settler(db: Database.Database): (next: SinkPosition, deliveries: readonly Delivery[]) => void {
  const move = db.prepare<[string, string, number, string]>(`
    INSERT INTO sink_position (sink, epoch, seq, hash) VALUES (?, ?, ?, ?)
    ON CONFLICT (sink) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq, hash = excluded.hash
  `);
  // What lies beyond the position will be judged again: the centre went back, or never took it.
  const forget = db.prepare<[string, number]>('DELETE FROM delivery WHERE sink = ? AND seq > ?');
  // The centre has them now; the chain keeps their digests.
  const erase = db.prepare<[number]>('DELETE FROM sealed_blob WHERE seq <= ?');
  const deliver = db.prepare<[string, number, string, string]>(`
    INSERT INTO delivery (sink, seq, state, attempts, reason) VALUES (?, ?, ?, 1, ?)
    ON CONFLICT (sink, seq) DO UPDATE SET state = excluded.state, attempts = attempts + 1, reason = excluded.reason
  `);
  const settle = db.transaction((next: SinkPosition, deliveries: readonly Delivery[]) => {
    move.run(sink, next.epoch, next.seq, next.hash);
    forget.run(sink, next.seq);
    erase.run(next.seq);
    for (const { seq, state, reason } of deliveries) deliver.run(sink, seq, state, reason);
  });
  return (next, deliveries) => settle.immediate(next, deliveries);
}

function reviser(db: Database.Database): (revisions: readonly Revision[]) => void {
  const forget = db.prepare<[string, number]>("DELETE FROM delivery WHERE sink = ? AND seq = ? AND state IN ('waiting', 'parked')");
  const park = db.prepare<[string, string, number]>("UPDATE delivery SET state = 'parked', reason = ? WHERE sink = ? AND seq = ? AND state IN ('waiting', 'parked')");
  const revise = db.transaction((revisions: readonly Revision[]) => {
    for (const revision of revisions) {
      if (revision.state === 'applied') forget.run(sink, revision.seq);
      else park.run(revision.reason, sink, revision.seq);
    }
  });
  return (revisions) => revise.immediate(revisions);
}

const overruledKey = 'overruled-through';

function overruler(db: Database.Database): Outbox['overrule'] {
  const seqOf = db.prepare<[string], number>('SELECT seq FROM operation WHERE op_id = ?').pluck();
  const forget = db.prepare<[string, number]>('DELETE FROM delivery WHERE sink = ? AND seq = ?');
  const park = db.prepare<[string, number, string]>(`
    INSERT INTO delivery (sink, seq, state, attempts, reason) VALUES (?, ?, 'parked', 1, ?)
    ON CONFLICT (sink, seq) DO UPDATE SET state = excluded.state, reason = excluded.reason
  `);
  const keep = db.prepare<[string, string]>('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const overrule = db.transaction((overrulings: readonly Overruling[], { epoch, position }: { epoch: string; position: number }) => {
    for (const { opId, verdict, reason } of overrulings) {
      const seq = seqOf.get(opId);
      if (seq === undefined) continue;
      if (verdict === 'applied') forget.run(sink, seq);
      else park.run(sink, seq, reason ?? 'parked');
    }
    keep.run(overruledKey, `${epoch} ${position}`);
  });
  return (overrulings, through) => overrule.immediate(overrulings, through);
}
