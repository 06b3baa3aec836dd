import { readOperation } from '../../domain/operations/read-operation.ts';
import { centreStanding } from '../../usecases/desk/centre-standing.ts';
import { repairsOf, repairsOffered } from '../../usecases/desk/repairs-of.ts';
import { maskNumbers } from '../../domain/cards/mask-numbers.ts';
import type { JournalEntry, Message, WholeOperation } from '../../contract/journal.ts';
import type { OperationBody, StoredOperation } from '../../domain/operations/operation.ts';
import type { DeskTill } from '../../usecases/desk/desk-till.ts';

type Standing = JournalEntry['centre'];

/** One operation in plain words. */
export function journalEntry(desk: DeskTill, stored: StoredOperation): JournalEntry {
  const read = readOperation(stored);
  const { opId, seq, kind, atMs, clock } = stored;
  const payload: object = read.ok ? read.body.payload : {};
  const repaired = repairsOf(desk, opId).map((repair) => ({
    opId: repair.stored.opId, repair: repair.resolved.repair, reason: repair.resolved.reason, atMs: repair.stored.atMs,
    ...(repair.resolved.by?.userId === undefined ? {} : { userId: repair.resolved.by.userId }),
    centre: standingOf(desk, repair.stored.seq),
  }));
  return {
    opId, journalId: desk.till.journal.journalIdOf(seq), seq, kind, atMs, clock,
    what: read.ok ? whatOf(read.body) : { key: 'journal.what.unknown', values: { kind } },
    ...whoOf(payload),
    ...customerOf(payload),
    ...('saleId' in payload && typeof payload.saleId === 'string' ? { saleId: payload.saleId } : {}),
    ...(read.ok ? approvalOf(read.body) : {}),
    centre: standingOf(desk, seq),
    repairs: [...repairsOffered(desk, stored)],
    ...(repaired.length === 0 ? {} : { repaired }),
  };
}

export function wholeOperation(desk: DeskTill, stored: StoredOperation): WholeOperation {
  const { wallMs, schema, prev, hash, payload } = stored;
  return { ...journalEntry(desk, stored), wallMs, schema, prev, hash, payload: JSON.parse(payload) as unknown };
}

function standingOf(desk: DeskTill, seq: number): Standing {
  const { state, reason } = centreStanding(desk, seq);
  const words: Message[] = [{ key: `journal.state.${state}` }];
  if (reason !== undefined) words.push({ key: `journal.why.${reason}` });
  return { state, ...(reason === undefined ? {} : { reason }), words };
}

function whatOf(body: OperationBody): Message {
  const values = valuesOf(body);
  return { key: `journal.what.${body.kind}`, ...(values === undefined ? {} : { values }) };
}

/** What the words of a kind name; the words of the others need nothing. */
function valuesOf(body: OperationBody): Message['values'] {
  if (body.kind === 'sale-committed') {
    const { receipt, result: { payableMinor, pointsEarned, pointsSpent } } = body.payload;
    return { receipt: receipt.number, payableMinor, earnedPoints: pointsEarned, spentPoints: pointsSpent };
  }
  if (body.kind === 'return-committed') return { receipt: body.payload.receipt.number, refundMinor: body.payload.result.refundMinor };
  if (body.kind === 'blind-return-committed') return { receipt: body.payload.receipt.number, refundMinor: body.payload.refundMinor };
  if (body.kind === 'points-claimed') return { earnedPoints: body.payload.points };
  if (body.kind === 'allowance-returned') return { leftPoints: body.payload.points };
  return body.kind === 'drill-held' ? { minutes: body.payload.minutes } : undefined;
}

function approvalOf(body: OperationBody): Pick<JournalEntry, 'approval'> {
  if (body.kind !== 'override-approved') return {};
  const { userId, right, subject, subjects, reason } = body.payload;
  return { approval: { approvedBy: userId, right, ...(subject === undefined ? {} : { subject: maskNumbers(subject) }), ...(subjects === undefined ? {} : { subjects: subjects.map(maskNumbers) }), reason } };
}

function whoOf(payload: object): Pick<JournalEntry, 'who'> {
  if (!('by' in payload) || typeof payload.by !== 'object' || payload.by === null) return {};
  const by = payload.by as { userId?: string; approval?: { userId: string } };
  const who = { ...(by.userId === undefined ? {} : { userId: by.userId }), ...(by.approval === undefined ? {} : { approvedBy: by.approval.userId }) };
  return Object.keys(who).length === 0 ? {} : { who };
}

/** Kinds name their card in one of these places. */
function customerOf(payload: object): Pick<JournalEntry, 'customer'> {
  const { accountId, cardNumber, number, customer, card } = payload as {
    accountId?: unknown; cardNumber?: unknown; number?: unknown; card?: { number?: unknown }; customer?: { state?: { card?: { number?: unknown } } };
  };
  const shown = [customer?.state?.card?.number, cardNumber, card?.number, number].find((value) => typeof value === 'string');
  const known = { ...(typeof accountId === 'string' ? { accountId } : {}), ...(typeof shown === 'string' ? { card: maskNumbers(shown) } : {}) };
  return Object.keys(known).length === 0 ? {} : { customer: known };
}
