import { readCardNumber } from '../domain/cards/card-number.ts';
import { proofOf } from './confirm-code.ts';
import { accountCode } from './find-by-phone.ts';
import { identifyCustomer } from './identify.ts';
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
export type CustomerPart = Pick<SaleRecord, 'customer' | 'customerCode' | 'customerProblem'>;

/**
 * The customer of a sale's next revision. A sale keeps the state that its customer came with, whatever the feed brings meanwhile:
 * points promised on the screen do not flicker. A card that did not count is looked up again, since the centre may know it by now.
 * The centre itself, where a web shop's basket may stand for days, looks up each time.
 */
export function saleCustomer(till: Till, compiled: CompiledBundle, input: CustomerInput | undefined, before: SaleRecord | undefined): CustomerPart {
  if (input === undefined) return {};
  const identifiedBy = input.identifiedBy ?? 'scan';
  if (till.looksCustomersUpAgain !== true && before?.customer !== undefined && showsSameCustomer(till, compiled, before, input)) {
    return { customerCode: before.customerCode ?? input.code, customer: { ...before.customer, identifiedBy, ...proven(till, before.customer.state.accountId) } };
  }
  const identified = identifyCustomer(till, compiled, { code: input.code, identifiedBy });
  if (!identified.ok) return { customerCode: identifiedBy === 'phone' ? maskedPhone(input.code) : input.code, customerProblem: identified.reason };
  const { state, view, through } = identified.found;
  return {
    customerCode: identifiedBy === 'phone' ? state.card.number : input.code,
    customer: { state, identifiedBy, ...proven(till, state.accountId), cursor: view.cursor, through, asOfMs: view.asOfMs },
  };
}

function proven(till: Till, accountId: string): Pick<SaleCustomer, 'proof'> {
  const proof = proofOf(till, accountId);
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
