import type Database from 'better-sqlite3';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import type { CentreState, JournalReader } from '../../ports/journal-reader.ts';
import { foundBy } from './found-by.ts';
import { guarded } from './journal-fault.ts';
import { operationColumns } from './operation-row.ts';

const pageOperations = 200;
const position = "coalesce((SELECT seq FROM sink_position WHERE sink = 'central'), 0)";
const ofDelivery = (state: string): string => `seq IN (SELECT seq FROM delivery WHERE sink = 'central' AND state = '${state}')`;
const inState: Readonly<Record<CentreState, string>> = {
  unsent: `seq > ${position}`,
  sent: `seq <= ${position} AND seq NOT IN (SELECT seq FROM delivery WHERE sink = 'central')`,
  waiting: ofDelivery('waiting'),
  parked: ofDelivery('parked'),
  quarantined: ofDelivery('quarantined'),
};

export function createJournalReader(durable: Database.Database): JournalReader {
  const byId = durable.prepare<[string], StoredOperation>(`SELECT ${operationColumns} FROM operation WHERE op_id = ?`);
  // Word for word the expressions of its index.
  const repairs = durable.prepare<[string], StoredOperation>(`SELECT ${operationColumns} FROM operation WHERE kind = 'operation-resolved' AND payload ->> '$.opId' = ? ORDER BY seq`);
  const span = durable.prepare<[number, number, number], StoredOperation>(`SELECT ${operationColumns} FROM operation WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`);
  const ends = durable.prepare<[], { first: number | null; last: number | null }>('SELECT (SELECT min(seq) FROM operation) AS first, (SELECT max(seq) FROM operation) AS last');
  const timeOf = durable.prepare<[number], number>('SELECT at_ms FROM operation WHERE seq = ?').pluck();
  return {
    newest: ({ fromSeq, sinceSeq = 0, state, kind, accountIds, cardNumber, isOfBoth, limit }) => {
      const about = aboutWhom(accountIds, cardNumber, isOfBoth === true);
      const where = ['seq <= ?', 'seq >= ?', ...(state === undefined ? [] : [inState[state]]), ...(kind === undefined ? [] : ['kind = ?']), ...(about === undefined ? [] : [about.sql])];
      const wanted = durable.prepare<(number | string)[], StoredOperation>(`SELECT ${operationColumns} FROM operation WHERE ${where.join(' AND ')} ORDER BY seq DESC LIMIT ?`);
      return guarded(() => wanted.all(fromSeq, sinceSeq, ...(kind === undefined ? [] : [kind]), ...(about?.values ?? []), limit));
    },
    byId: (opId) => guarded(() => byId.get(opId)),
    repairsOf: (opId) => guarded(() => repairs.all(opId)),
    *span(fromSeq, toSeq) {
      for (let after = fromSeq - 1; ;) {
        const page = guarded(() => span.all(after, toSeq, pageOperations));
        yield* page;
        const last = page.at(-1);
        if (last === undefined || page.length < pageOperations) return;
        after = last.seq;
      }
    },
    firstSince: (atMs) => {
      const { first, last } = guarded(() => ends.get()) ?? { first: null, last: null };
      let low = first ?? 1;
      let high = (last ?? 0) + 1;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if ((guarded(() => timeOf.get(middle)) ?? 0) < atMs) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** By indexes alone, so that it takes no longer the longer the journal is; the card of a sale is looked for among the sales of its customer. */
function aboutWhom(accountIds: readonly string[] | undefined, cardNumber: string | undefined, isOfBoth: boolean): { sql: string; values: string[] } | undefined {
  const ofAccounts = foundBy(`account_id IN (${(accountIds ?? []).map(() => '?').join(', ')})`);
  const bound = [...(accountIds ?? []), ...(accountIds ?? [])];
  if (cardNumber !== undefined) {
    const byCard = "(payload ->> '$.customer.state.card.number' = ? OR payload ->> '$.cardNumber' = ?)";
    const done = "(substr(kind, 1, 5) = 'card-' AND payload ->> '$.cardNumber' = ?) OR (kind = 'card-replaced' AND payload ->> '$.newCardNumber' = ?)";
    return { sql: isOfBoth ? `(${ofAccounts} AND (${byCard} OR ${done}))` : `((${ofAccounts} AND ${byCard}) OR ${done})`, values: [...bound, cardNumber, cardNumber, cardNumber, cardNumber] };
  }
  if (accountIds === undefined) return undefined;
  const hit = `(kind = 'limit-hit' AND payload ->> '$.aboutAccountId' IN (${accountIds.map(() => '?').join(', ')}))`;
  return { sql: `(${ofAccounts} OR ${hit})`, values: [...bound, ...accountIds] };
}
