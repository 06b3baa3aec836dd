import { readCardNumber } from '../domain/cards/card-number.ts';
import { findHits, refusingHit, type Doer } from './limits/limit-watch.ts';
import { JournalFault } from '../ports/journal.ts';
import { rememberCode, type ProvenQr, type ShownFor } from './prove-qr.ts';
import { proofOf } from './confirm-code.ts';
import { wordOf } from './vouched.ts';
import { accountCode } from './find-by-phone.ts';
import { identifyCard, identifyCustomer } from './identify.ts';
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
  if (till.looksCustomersUpAgain !== true && before?.customer !== undefined && showsSameCustomer(till, compiled, before, input)) {
    const { customer, customerCode = input.code, limitHits } = before;
    return { customerCode, customer: { ...customer, identifiedBy: strengthAgain(customer, input), ...proven(till, customer.state.accountId, brought) }, ...(limitHits === undefined ? {} : { limitHits }) };
  }
  const asked = claimed(input);
  const identified = asked === 'phone' ? identifyCustomer(till, compiled, { code: input.code, identifiedBy: asked }) : identifyCard(till, compiled, input.code, brought);
  if (!identified.ok) return { customerCode: asked === 'phone' ? maskedPhone(input.code) : input.code, customerProblem: identified.reason };
  const { state, view, through } = identified.found;
  const customerCode = asked === 'phone' ? state.card.number : input.code;
  const hits = findHits(till, compiled, { act: 'sell', cardNumber: state.card.number }, { by: brought.by, accountId: state.accountId });
  const limitHits = hits.length === 0 ? {} : { limitHits: hits };
  if (!brought.isPrinted && refusingHit(hits, brought) !== undefined) return { customerCode, customerProblem: 'limit-reached', ...limitHits };
  const customer = { state, identifiedBy: asked, ...proven(till, state.accountId, brought), cursor: view.cursor, through, asOfMs: view.asOfMs };
  const { qr } = identified;
  if (qr === undefined || brought.saleId === undefined) return { customerCode, customer, ...limitHits };
  return { customerCode, customer: { ...customer, identifiedBy: useOnce(till, brought.saleId, qr), qr: qr.proof }, ...limitHits };
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

function proven(till: Till, accountId: string, brought: CardBrought): Pick<SaleCustomer, 'proof'> {
  const proof = wordOf(brought) ?? proofOf(till, accountId);
  return proof === undefined ? {} : { proof };
}

/** No telephone stays in the journal's file. */
function maskedPhone(code: string): string {
  return code.startsWith(accountCode) ? code : code.replaceAll(/[0-9](?=.*[0-9]{2})/gu, '*');
}

/** Whether this is the sale's customer: the very same text, the same card in its other form, or their telephone. */
export function showsSameCustomer(till: Till, compiled: CompiledBundle, sale: SaleRecord, { code, identifiedBy }: CustomerInput): boolean {
  if (sale.customerCode === code) return true;
  if (sale.customer === undefined) return false;
  const { accountId, card } = sale.customer.state;
  const read = readCardNumber(compiled.bundle.cardSchemes, code);
  if (read.ok) return read.number === card.number;
  if (identifiedBy !== 'phone') return false;
  const shown = identifyCustomer(till, compiled, { code, identifiedBy });
  return shown.ok && shown.found.account.accountId === accountId;
}
