import { readCardNumber } from '../../domain/cards/card-number.ts';
import { readOperation } from '../../domain/operations/read-operation.ts';
import { accountNow, customerNow } from '../customer-state.ts';
import { notReady, refuse } from '../outcome.ts';
import { centreStanding } from './centre-standing.ts';
import { isRepairPending, repairsOffered } from './repairs-of.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { OperationResolved, RepairKind } from '../../domain/operations/desk-operations.ts';
import type { StoredOperation } from '../../domain/operations/operation.ts';
import type { Actor } from '../../domain/operators/actor.ts';
import type { IdempotentAnswer, OperationDraft } from '../../ports/journal.ts';
import type { Refusal } from '../outcome.ts';
import type { DeskTill } from './desk-till.ts';

export interface ResolveInput {
  readonly opId: string;
  readonly repair: RepairKind;
  readonly reason: string;
  readonly cardNumber?: string;
  readonly accountId?: string;
  readonly by?: Actor;
}

export type ResolveCode = 'not-ready' | 'operation-unknown' | 'operation-settled' | 'repair-pending' | 'repair-unsafe' | 'relink-target-unknown' | 'bad-request';
export type ResolveOutcome = { readonly ok: true; readonly repaired: StoredOperation } | Refusal<ResolveCode>;

/** Repairs an operation that the centre has not settled, by one more operation. `remember` makes the answer to keep, inside the transaction. */
export function resolveOperation(desk: DeskTill, input: ResolveInput, remember: (repaired: StoredOperation) => IdempotentAnswer): ResolveOutcome {
  const { till, reader } = desk;
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const stored = reader.byId(input.opId);
  if (stored === undefined) return refuse('operation-unknown', 'This till has no such operation in its journal.');
  const standing = centreStanding(desk, stored.seq);
  if (standing.state === 'sent') return refuse('operation-settled', 'The centre has settled this operation, so there is nothing to repair.');
  if (isRepairPending(desk, stored.opId)) return refuse('repair-pending', 'A repair of this operation is on its way to the centre. Wait for what the centre says.');
  const offered = repairsOffered(desk, stored);
  if (!offered.includes(input.repair)) return refuse('repair-unsafe', 'This repair could do harm here. Take one of those that are offered, if there are any.', { state: standing.state, ...(standing.reason === undefined ? {} : { reason: standing.reason }), repairs: offered.join(',') });
  const about = aboutWhom(desk, compiled, stored, input);
  if ('code' in about) return about;
  const now = till.clock.now();
  const draft: OperationDraft = {
    kind: 'operation-resolved',
    schema: 1,
    opId: till.ids.next(),
    payload: {
      programmeId: compiled.bundle.programmeId, storeId: till.storeId, tillId: till.tillId,
      ...(input.by === undefined || Object.keys(input.by).length === 0 ? {} : { by: input.by }),
      time: till.clock.businessTime(now.atMs, compiled.bundle.timeZone),
      journalId: till.journal.journalIdOf(stored.seq), seq: stored.seq, opId: stored.opId,
      repair: input.repair, reason: input.reason, ...about,
    },
  };
  till.journal.append([draft], now, ([repaired]) => {
    if (repaired === undefined) throw new Error('the journal did not append the repair');
    return { idempotent: remember(repaired) };
  });
  return { ok: true, repaired: stored };
}

type About = Pick<OperationResolved, 'accountId' | 'saleId' | 'soldOn' | 'accruals' | 'counts' | 'effects'>;

function aboutWhom(desk: DeskTill, compiled: CompiledBundle, stored: StoredOperation, input: ResolveInput): About | Refusal<'relink-target-unknown' | 'bad-request'> {
  const read = readOperation(stored);
  const payload = read.ok ? read.body.payload : undefined;
  const named = payload !== undefined && 'accountId' in payload ? payload.accountId : undefined;
  const saleId = payload !== undefined && 'saleId' in payload ? payload.saleId : undefined;
  const sale = saleId === undefined ? {} : { saleId };
  const isTargetNamed = input.cardNumber !== undefined || input.accountId !== undefined;
  if (input.repair !== 'relink') {
    if (isTargetNamed) return { ...refuse('bad-request', 'Only relink names another account.'), path: input.cardNumber === undefined ? '/accountId' : '/cardNumber' };
    return { ...sale, ...(named === undefined ? {} : { accountId: named }), effects: [] };
  }
  if ((input.cardNumber === undefined) === (input.accountId === undefined)) return { ...refuse('bad-request', 'Relink names the other account by one of cardNumber and accountId.'), path: '/cardNumber' };
  const accountId = targetOf(desk, compiled, input);
  if (accountId === undefined || accountId === named) return refuse('relink-target-unknown', 'This till knows no other account of that card or id.');
  if (!read.ok || read.body.kind !== 'sale-committed') throw new Error(`only sales are relinked, and ${stored.opId} is none`);
  const { result, counts, effects, time } = read.body.payload;
  return {
    ...sale, accountId, soldOn: time.localDate, effects,
    ...(result.accruals === undefined ? {} : { accruals: result.accruals }),
    ...(counts === undefined ? {} : { counts }),
  };
}

function targetOf({ till }: DeskTill, compiled: CompiledBundle, { cardNumber, accountId }: ResolveInput): string | undefined {
  if (accountId !== undefined) return accountNow(till, accountId)?.account.accountId;
  const card = readCardNumber(compiled.bundle.cardSchemes, cardNumber ?? '');
  return card.ok ? customerNow(till, card.number)?.account.accountId : undefined;
}
