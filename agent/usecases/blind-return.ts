import { basketOfBlind, pointsDueBlind, refundOf, takenBlind, type BlindFacts, type BlindLine } from '../domain/returns/blind-return.ts';
import { checkBasket } from '../domain/basket/check-basket.ts';
import { postings } from '../domain/ledger/effects.ts';
import { allocate } from '../domain/money/allocate.ts';
import { digestOf } from './digest.ts';
import { identifyCard } from './identify.ts';
import { byField } from './operators/action-by.ts';
import { notReady, refuse } from './outcome.ts';
import { returnClosed, returnRevised } from './return-outcome.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { Receipt } from '../domain/operations/operation.ts';
import type { Actor } from '../domain/operators/actor.ts';
import type { OperationDraft } from '../ports/journal.ts';
import type { BlindReturn, ReturnRecord } from '../ports/returns.ts';
import type { Refusal } from './outcome.ts';
import type { ReturnOutcome } from './return-outcome.ts';
import type { BasketCode } from './price-sale.ts';
import type { Till } from './till.ts';

export interface BlindInput {
  readonly returnId: string;
  readonly baseRevision: number;
  readonly reason: string;
  readonly lines: readonly { readonly lineId?: string; readonly sku: string; readonly quantityMilli: number; readonly refundMinor: number }[];
  /** The card of whoever says to have bought them */
  readonly customer?: { readonly code: string };
}

export type BlindCode = 'not-ready' | 'return-revised' | 'return-closed' | 'return-blind-refused' | BasketCode;

/** Quotes a return without a receipt: the till software states goods and money, the programme limits it. Who may do so is the roles' business. */
export function quoteBlind(till: Till, input: BlindInput): ReturnOutcome<BlindCode> {
  const { returnId, baseRevision, reason } = input;
  const requestHash = digestOf({ blind: { ...input } });
  const before = till.returns.find(returnId);
  if (before?.requestHash === requestHash) return { ok: true, return: before, changed: false };
  if (before?.state === 'committed') return returnClosed();
  if ((before?.revision ?? 0) !== baseRevision) return returnRevised(before?.revision ?? 0);
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const lines = input.lines.map((line, index): BlindLine => ({ ...line, lineId: line.lineId ?? String(index + 1) }));
  const problem = checkBasket(compiled, basketOfBlind(lines));
  if (problem !== undefined) return { ok: false, ...problem };
  const refusal = refuseBeyond(compiled, lines);
  if (refusal !== undefined) return refusal;
  const shown = input.customer === undefined ? undefined : identifyCard(till, compiled, input.customer.code);
  if (shown?.ok === false) return refuse('return-blind-refused', 'This till does not know the card. Take the goods back without a customer.', { reason: shown.reason });
  const customer = shown?.found.state;
  const now = till.clock.now();
  const blind: BlindReturn = { reason, lines, ...(customer === undefined ? {} : { customer }), time: till.clock.businessTime(now.atMs, compiled.bundle.timeZone) };
  const { due, taken } = pointsOf(till, compiled, blind);
  const shares = lines.map(({ refundMinor }) => refundMinor);
  const takenBack = allocate(taken, shares);
  const record: ReturnRecord = {
    returnId, revision: baseRevision + 1, state: 'quoted', requestHash, saleId: returnId, blind, updatedAtMs: now.atMs,
    quoted: {
      saleId: returnId,
      lines: lines.map(({ lineId, quantityMilli, refundMinor }, index) => ({ lineId, quantityMilli, refundMinor, pointsGivenBack: 0, pointsTakenBack: takenBack[index] ?? 0 })),
      refundMinor: refundOf(lines), pointsGivenBack: 0, pointsTakenBack: taken, ...(due === taken ? {} : { pointsShortfall: due - taken }),
    },
  };
  till.returns.save(record);
  return { ok: true, return: record, changed: true };
}

function refuseBeyond({ bundle }: CompiledBundle, lines: readonly BlindLine[]): Refusal<'return-blind-refused'> | undefined {
  const { blind } = bundle.returns;
  if (blind === undefined) return refuse('return-blind-refused', 'The programme takes no goods back without a receipt.');
  if (refundOf(lines) <= blind.maxRefundMinor) return undefined;
  return refuse('return-blind-refused', 'More money would be given back without a receipt than the programme lets go.', { maxRefundMinor: blind.maxRefundMinor });
}

/** Points that such goods would earn, and what of them is taken back by what the customer has. */
function pointsOf(till: Till, compiled: CompiledBundle, { lines, customer, time }: BlindReturn): { due: number; taken: number } {
  const rules = compiled.bundle.returns.blind;
  if (customer === undefined || rules === undefined) return { due: 0, taken: 0 };
  const facts: BlindFacts = { lines, customer, storeId: till.storeId, tillId: till.tillId, time };
  const due = pointsDueBlind(compiled, facts);
  return { due, taken: takenBlind(rules, due, customer.availablePoints) };
}

/** The operation of a blind return as it was quoted; the limit is that of the programme at the commit. */
export function blindOperation(till: Till, compiled: CompiledBundle, record: ReturnRecord & { blind: BlindReturn }, receipt: Receipt, by: Actor | undefined): OperationDraft | Refusal<'return-blind-refused'> {
  const { returnId, blind: { reason, lines, customer, time }, quoted } = record;
  const refusal = refuseBeyond(compiled, lines);
  if (refusal !== undefined) return refusal;
  const { programmeId, serial } = compiled.bundle;
  const { pointsTakenBack, pointsShortfall = 0, refundMinor } = quoted;
  return {
    kind: 'blind-return-committed',
    schema: 1,
    opId: till.ids.next(),
    payload: {
      programmeId, storeId: till.storeId, tillId: till.tillId, ...byField(by), time, returnId, receipt, reason,
      bundle: { serial, hash: compiled.hash },
      lines: lines.map((line) => ({ ...line })),
      refundMinor,
      ...(customer === undefined ? {} : { accountId: customer.accountId, customer }),
      pointsDue: pointsTakenBack + pointsShortfall,
      pointsTakenBack,
      effects: customer === undefined ? [] : postings({ earned: -pointsTakenBack, pending: 0, spent: 0 }),
    },
  };
}
