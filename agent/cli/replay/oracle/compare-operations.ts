import { isOwnOpId } from '../../../../sync/central/accounts/own-op-id.ts';
import type { AnsweredOperation } from '../driver-log.ts';
import type { Answered } from './answered.ts';
import type { BookedEntry, BookedOperation, Books, CentralBooks, TillBooks } from './books.ts';

export interface OperationFaults {
  /** Answered with 2xx or journalled, and not, or not wholly, in a till's journal or in the centre's ledger; in words */
  lost: string[];
  /** Operations, sales, returns and postings that are there more than once or come from no till; in words */
  duplicated: string[];
  /** Two answers about the same thing, an answer and the journal, or the journal and the centre, that disagree; in words */
  contradictions: string[];
}

/** Holds what was answered against both sides' books, and the two sides against one another. Pure. */
export function compareOperations(answered: Answered, tills: readonly TillBooks[], central: CentralBooks): OperationFaults {
  const faults: OperationFaults = { lost: [], duplicated: [], contradictions: [] };
  const journal: Books = { operations: tills.flatMap(({ operations }) => operations), entries: tills.flatMap(({ entries }) => entries) };
  const promised = findLost(answered, journal, central, faults);
  compareChains(journal, central, promised, faults);
  for (const [where, books] of [['the journals', journal], ['the central', central]] as const) findRepeated(where, books, central.notApplied, faults);
  compareEntries(journal, central, faults);
  return faults;
}

/** Answers the ids of the operations that were promised: what is wrong with them has been named. */
function findLost(answered: Answered, journal: Books, central: CentralBooks, faults: OperationFaults): ReadonlySet<string> {
  const inJournal = new Map(journal.operations.map((operation) => [operation.opId, operation]));
  const inCentral = new Map(central.operations.map((operation) => [operation.opId, operation]));
  const promises = [...answered.sales, ...answered.returns] as const;
  const promised = new Set<string>();
  for (const [id, answers] of promises) {
    const operations = answers.flatMap(({ operation }) => operation ?? []);
    const [first] = operations;
    if (first === undefined) {
      faults.contradictions.push(`${id} was answered as committed without its operation`);
      continue;
    }
    promised.add(first.opId);
    if (operations.some((operation) => !isSame(operation, first))) faults.contradictions.push(`${id} was answered with different operations`);
    else if (new Set(answers.map((answer) => JSON.stringify(answer))).size > 1) faults.contradictions.push(`${id} was answered in different words`);
    const here = inJournal.get(first.opId);
    const there = inCentral.get(first.opId);
    const verdict = central.notApplied.get(first.opId);
    if (here === undefined) faults.lost.push(`${id} (${first.opId}) is not in the till's journal`);
    else if (!isSame(here, first)) faults.contradictions.push(`${id}: the answer and the journal name different operations`);
    if (there === undefined) faults.lost.push(`${id} (${first.opId}) is not at the central`);
    else if (verdict !== undefined) faults.lost.push(`${id} (${first.opId}) is at the central but not booked: ${verdict}`);
  }
  return promised;
}

/** The centre must have every operation of every journal, word for word, and none of its own: also those that nobody was promised, such as a hold's release. */
function compareChains(journal: Books, central: CentralBooks, promised: ReadonlySet<string>, faults: OperationFaults): void {
  const here = new Map(journal.operations.map((operation) => [operation.opId, operation]));
  const there = new Map(central.operations.map((operation) => [operation.opId, operation]));
  for (const operation of journal.operations) {
    const got = there.get(operation.opId);
    if (got !== undefined && !(isSame(operation, got) && operation.payloadSha256 === got.payloadSha256)) faults.contradictions.push(`${inWords(operation)}: the journal and the central have different operations`);
    if (got === undefined && !promised.has(operation.opId)) faults.lost.push(`${inWords(operation)} is not at the central`);
  }
  // A sale or a return that is there twice is counted as such.
  const repeated = repeatedSubjects(central, central.notApplied);
  for (const operation of central.operations) {
    if (here.has(operation.opId) || central.notApplied.has(operation.opId) || repeated.has(subjectOf(operation) ?? '')) continue;
    faults.duplicated.push(`the central has ${inWords(operation)}, which no till has`);
  }
}

function inWords({ kind, opId }: BookedOperation): string {
  return `${kind} ${opId}`;
}

function isSame(one: AnsweredOperation, other: AnsweredOperation): boolean {
  return one.opId === other.opId && one.seq === other.seq && one.hash === other.hash && one.journalId === other.journalId;
}

function findRepeated(where: string, books: Books, notApplied: ReadonlyMap<string, string>, faults: OperationFaults): void {
  for (const [subject, count] of repeatedSubjects(books, notApplied)) faults.duplicated.push(`${subject} is ${count} times in ${where}`);
}

/** Sales and returns with more than one operation, and how many those are. */
function repeatedSubjects(books: Books, notApplied: ReadonlyMap<string, string>): Map<string, number> {
  const times = new Map<string, number>();
  for (const operation of books.operations) {
    const subject = notApplied.has(operation.opId) ? null : subjectOf(operation);
    if (subject !== null) times.set(subject, (times.get(subject) ?? 0) + 1);
  }
  return new Map([...times].filter(([, count]) => count > 1));
}

/** The sale or return that the operation finishes. */
function subjectOf({ kind, saleId, returnId }: BookedOperation): string | null {
  return kind === 'sale-committed' ? saleId : kind === 'return-committed' ? returnId : null;
}

/** For every operation of a till both sides must have the same postings. A missing one is lost, one too many is doubled. */
function compareEntries(journal: Books, central: CentralBooks, faults: OperationFaults): void {
  const here = byOperation(journal.entries);
  const there = byOperation(central.entries.filter(({ opId }) => !isOwnOpId(opId)));
  const paidByGoodwill = new Set(central.entries.filter(({ bucket }) => bucket === 'goodwill').map(({ opId }) => opId));
  const known = new Set(journal.operations.map(({ opId }) => opId));
  const atCentral = new Set(central.operations.map(({ opId }) => opId));
  for (const opId of new Set([...here.keys(), ...there.keys()])) {
    const wanted = here.get(opId) ?? [];
    const got = there.get(opId) ?? [];
    // Points that the programme paid itself are a finding of their own; the balances tell.
    if (wanted.join() === got.join() || paidByGoodwill.has(opId)) continue;
    if (!known.has(opId)) faults.duplicated.push(`the central booked ${got.join(', ')} under ${opId}, which no till has`);
    else if (got.length > wanted.length) faults.duplicated.push(`${opId} is booked as ${got.join(', ')} instead of ${wanted.join(', ')}`);
    // One that is not there at all was named above.
    else if (atCentral.has(opId) && !central.notApplied.has(opId)) faults.lost.push(`${opId} is booked as ${got.join(', ') || 'nothing'} instead of ${wanted.join(', ')}`);
  }
}

function byOperation(entries: readonly BookedEntry[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const { opId, account, bucket, points } of entries) grouped.set(opId, [...(grouped.get(opId) ?? []), `${account} ${bucket} ${points}`].toSorted());
  return grouped;
}
