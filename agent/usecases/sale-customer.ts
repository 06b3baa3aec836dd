import { readCardNumber } from '../domain/cards/card-number.ts';
import { findHits, refusingHit, type Doer } from './limits/limit-watch.ts';
import { JournalFault } from '../ports/journal.ts';
import { identifyCard } from './identify.ts';
import { rememberCode, type ProvenQr, type ShownFor } from './prove-qr.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { Identification } from '../domain/cards/card.ts';
import type { SaleCustomer, SaleRecord } from '../ports/sales.ts';
import type { Till } from './till.ts';

export interface CustomerInput {
  readonly code: string;
  /** Defaults to `scan` */
  readonly identifiedBy?: Identification;
}

/** The customer's part of a sale record. */
export type CustomerPart = Pick<SaleRecord, 'customer' | 'customerCode' | 'customerProblem' | 'limitHits'>;

/** Who brings the card. `isPrinted`: what stands on a receipt is not refused any more. */
export interface CardBrought extends Doer, ShownFor {
  readonly isPrinted: boolean;
}

/**
 * The customer of a sale's next revision. A sale keeps the state that its customer came with, whatever the feed brings meanwhile:
 * points promised on the screen do not flicker. A card that did not count is looked up again, since the centre may know it by now.
 * The centre itself, where a web shop's basket may stand for days, looks up each time.
 */
export function saleCustomer(till: Till, compiled: CompiledBundle, input: CustomerInput | undefined, before: SaleRecord | undefined, brought: CardBrought): CustomerPart {
  if (input === undefined) return {};
  if (till.looksCustomersUpAgain !== true && before?.customer !== undefined && showsSameCard(compiled, before, input.code)) {
    return { customerCode: input.code, customer: { ...before.customer, identifiedBy: strengthAgain(before.customer, input) }, ...(before.limitHits === undefined ? {} : { limitHits: before.limitHits }) };
  }
  const identified = identifyCard(till, compiled, input.code, brought);
  if (!identified.ok) return { customerCode: input.code, customerProblem: identified.reason };
  const { state, view, through } = identified.found;
  const hits = findHits(till, compiled, { act: 'sell', cardNumber: state.card.number }, { by: brought.by, accountId: state.accountId });
  const limitHits = hits.length === 0 ? {} : { limitHits: hits };
  if (!brought.isPrinted && refusingHit(hits, brought) !== undefined) return { customerCode: input.code, customerProblem: 'limit-reached', ...limitHits };
  const customer = { state, identifiedBy: claimed(input), cursor: view.cursor, through, asOfMs: view.asOfMs };
  const { qr } = identified;
  if (qr === undefined || brought.saleId === undefined) return { customerCode: input.code, customer, ...limitHits };
  return { customerCode: input.code, customer: { ...customer, identifiedBy: useOnce(till, brought.saleId, qr), qr: qr.proof }, ...limitHits };
}

/** How the client says that the customer was identified. Only a code proves itself: who claims `dynamic-qr` without one has scanned something else. */
function claimed({ identifiedBy = 'scan' }: CustomerInput): Identification {
  return identifiedBy === 'dynamic-qr' ? 'scan' : identifiedBy;
}

/** What a code has proven for this sale stays proven, unless a person now says that the card was typed. */
function strengthAgain(before: SaleCustomer, input: CustomerInput): Identification {
  const isSaidAnew = input.identifiedBy !== undefined && input.identifiedBy !== 'dynamic-qr';
  return before.qr === undefined || isSaidAnew ? claimed(input) : before.identifiedBy;
}

/** A code whose use the disk does not take could be shown again: it then counts like a number that was typed. */
function useOnce(till: Till, saleId: string, qr: ProvenQr): Identification {
  try {
    rememberCode(till, saleId, qr);
    return qr.strength;
  } catch (error) {
    if (error instanceof JournalFault) return 'typed';
    throw error;
  }
}

/** Whether the code is that of the sale's customer: the very same text, or the same card in its other form. */
export function showsSameCard(compiled: CompiledBundle, sale: SaleRecord, code: string): boolean {
  if (sale.customerCode === code) return true;
  if (sale.customer === undefined) return false;
  const card = readCardNumber(compiled.bundle.cardSchemes, code);
  return card.ok && card.number === sale.customer.state.card.number;
}
