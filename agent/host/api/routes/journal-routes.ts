/** The manager's desk: the journal in plain words, and its repairs. */
import Type from 'typebox';
import { CentreStateName, JournalPage, ResolveRequest, WholeOperation } from '../../../contract/journal.ts';
import { Id, LocalDate, Strict } from '../../../domain/scalars.ts';
import { askedSpan } from '../../../usecases/desk/asked-span.ts';
import { refuse } from '../../../usecases/outcome.ts';
import { journalOf } from '../../../usecases/desk/journal-of.ts';
import { resolveOperation } from '../../../usecases/desk/resolve-operation.ts';
import { journalEntry, wholeOperation } from '../../views/journal-view.ts';
import { route } from '../route.ts';
import { ListLimit } from './list-limit.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const OperationParams = Strict({ opId: Id });
const JournalQuery = Strict({
  state: Type.Optional(CentreStateName),
  kind: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  /** `seq` of the newest that is wanted; the newest of all by default. Query fields are texts */
  from: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'a whole number from 1' })),
  /** A day of the store's zone; every day by default */
  date: Type.Optional(LocalDate),
  /** A customer: what this till did for them, also before another account became theirs */
  accountId: Type.Optional(Id),
  /** A card, in full or its short form: what was done to it here, and sales and claims by it */
  card: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** 50 by default */
  limit: Type.Optional(ListLimit),
});

export function journalRoutes({ desk, idempotency }: ApiServices): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/journal',
      right: 'journal-read',
      summary: 'What this till did, newest first, how it stands with the centre, and which repairs are safe',
      query: JournalQuery,
      answer: JournalPage,
      handle: ({ query: { state, kind, from, date, accountId, card, limit } }) => {
        const wanted = Number(limit ?? 50);
        const span = date === undefined ? undefined : askedSpan(desk.till, { date }, undefined);
        if (span !== undefined && 'code' in span) return span;
        const fromSeq = Number(from ?? Number.MAX_SAFE_INTEGER);
        const found = desk.reader.newest({
          ...(span === undefined ? { fromSeq } : { fromSeq: Math.min(fromSeq, desk.reader.firstSince(span.toMs) - 1), sinceSeq: desk.reader.firstSince(span.fromMs) }),
          limit: wanted + 1,
          ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }),
          ...journalOf(desk.till, { accountId, card }),
        });
        const next = found[wanted];
        return { body: { entries: found.slice(0, wanted).map((stored) => journalEntry(desk, stored)), ...(next === undefined ? {} : { nextFrom: next.seq }) } };
      },
    }),
    route({
      method: 'GET',
      path: '/v1/journal/{opId}',
      right: 'journal-read',
      summary: 'One operation, whole',
      params: OperationParams,
      answer: WholeOperation,
      problems: ['operation-unknown'],
      handle: ({ params }) => {
        const stored = desk.reader.byId(params.opId);
        return stored === undefined ? refuse('operation-unknown', 'This till has no such operation in its journal.') : { body: wholeOperation(desk, stored) };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/journal/{opId}/resolve',
      right: 'journal-resolve',
      summary: 'Repair an operation that the centre has not settled; nothing is deleted',
      params: OperationParams,
      body: ResolveRequest,
      answer: WholeOperation,
      needsIdempotencyKey: true,
      problems: ['not-ready', 'operation-unknown', 'operation-settled', 'repair-pending', 'repair-unsafe', 'relink-target-unknown', 'journal-unavailable'],
      handle: (call) => idempotency.run(call, async (remember) => {
        const stored = desk.reader.byId(call.params.opId);
        const view = () => {
          if (stored === undefined) throw new Error('what is not there cannot be repaired');
          return wholeOperation(desk, stored);
        };
        const outcome = resolveOperation(desk, { ...call.params, ...call.body, by: call.actor }, () => remember(view()));
        return await Promise.resolve(outcome.ok ? { body: view() } : outcome);
      }),
    }),
  ];
}
