import type Database from 'better-sqlite3';
import type { Outage, Outages } from '../../ports/outages.ts';
import { guarded } from './journal-fault.ts';
import type { LogDoubt } from './log-doubt.ts';

/** More than any report asks for */
const keptOutages = 5_000;
const columns = 'outage_id AS outageId, kind, reason, from_ms AS fromMs, from_seq AS fromSeq, to_ms AS toMs, to_seq AS toSeq, drained_ms AS drainedMs';

interface OutageRow extends Pick<Outage, 'outageId' | 'kind' | 'reason' | 'fromMs' | 'fromSeq'> {
  toMs: number | null;
  toSeq: number | null;
  drainedMs: number | null;
}

/** Written on the connection for drafts: it costs no sync, and whatever is committed after it takes it along. */
export function createOutageStore(drafts: Database.Database, doubt: LogDoubt): Outages {
  const begin = drafts.prepare<[string, string, number, number]>('INSERT INTO outage (kind, reason, from_ms, from_seq) VALUES (?, ?, ?, ?)');
  const tidy = drafts.prepare<[number]>('DELETE FROM outage WHERE outage_id <= (SELECT max(outage_id) FROM outage) - ?');
  const end = drafts.prepare<[number, number, string]>('UPDATE outage SET to_ms = ?, to_seq = ? WHERE kind = ? AND to_ms IS NULL');
  const reopen = drafts.prepare<[number]>('UPDATE outage SET to_ms = NULL, to_seq = NULL WHERE outage_id = ? AND drained_ms IS NULL');
  const drained = drafts.prepare<[number, number]>('UPDATE outage SET drained_ms = ? WHERE outage_id = ? AND drained_ms IS NULL');
  const between = drafts.prepare<[number, number], OutageRow>(`SELECT ${columns} FROM outage WHERE from_ms < ? AND coalesce(to_ms, 9e15) >= ? ORDER BY outage_id`);
  const newest = drafts.prepare<[string], OutageRow>(`SELECT ${columns} FROM outage WHERE kind = ? ORDER BY outage_id DESC LIMIT 1`);
  const undrained = drafts.prepare<[], OutageRow>(`SELECT ${columns} FROM outage WHERE to_ms IS NOT NULL AND drained_ms IS NULL ORDER BY outage_id`);
  return {
    begin: ({ kind, reason, fromMs, fromSeq }) => doubt.noted(() => {
      begin.run(kind, reason, fromMs, fromSeq);
      tidy.run(keptOutages);
    }),
    end: (kind, toMs, toSeq) => void doubt.noted(() => end.run(toMs, toSeq, kind)),
    reopen: (outageId) => void doubt.noted(() => reopen.run(outageId)),
    drained: (outageId, atMs) => void doubt.noted(() => drained.run(atMs, outageId)),
    between: (fromMs, toMs) => guarded(() => between.all(toMs, fromMs)).map(outageOf),
    newest: (kind) => guarded(() => newest.all(kind)).map(outageOf)[0],
    undrained: () => guarded(() => undrained.all()).map(outageOf),
  };
}

function outageOf({ toMs, toSeq, drainedMs, ...row }: OutageRow): Outage {
  return { ...row, ...(toMs === null ? {} : { toMs }), ...(toSeq === null ? {} : { toSeq }), ...(drainedMs === null ? {} : { drainedMs }) };
}
