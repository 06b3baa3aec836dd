import { readCardOf, type CardReading } from '../domain/cards/card-number.ts';
import { unreachable } from '../domain/unreachable.ts';
import { isDynamicQr } from '../domain/cards/dynamic-qr.ts';
import { normalisePhone } from '../domain/customer/phone.ts';
import { accountNow, customerNow, type AccountNow } from './customer-state.ts';
import { accountCode, accountsOfPhone, bestCard } from './find-by-phone.ts';
import { notReady } from './outcome.ts';
import { proveQr, type ProvenQr, type ShownFor } from './prove-qr.ts';
import { redeemableNow } from './redeemable-now.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { CardProblem } from '../domain/cards/card-problem.ts';
import type { Identification } from '../domain/cards/card.ts';
import type { MayRedeem } from '../domain/pricing/priced-sale.ts';
import type { CustomerNow } from './customer-state.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** `qr`: the code that proves it, where the application showed one */
export type Identified = { ok: true; found: CustomerNow; qr?: ProvenQr } | { ok: false; reason: CardProblem };

/** Who a shown code belongs to: the full card number or its short form; by telephone also the number, and the customer who was chosen of those that have it. */
export function identifyCustomer(till: Till, compiled: CompiledBundle, { code, identifiedBy }: { readonly code: string; readonly identifiedBy: Identification }): Identified {
  if (identifiedBy !== 'phone') return identifyCard(till, compiled, code);
  if (code.startsWith(accountCode)) return chosen(till, compiled, accountNow(till, code.slice(accountCode.length)));
  const phone = normalisePhone(code);
  if (phone === undefined) return readCardOf(compiled.bundle, code).ok ? identifyCard(till, compiled, code) : { ok: false, reason: 'phone-unknown' };
  const [first, ...others] = accountsOfPhone(till, phone);
  return others.length > 0 ? { ok: false, reason: 'phone-shared' } : chosen(till, compiled, first);
}

function chosen(till: Till, compiled: CompiledBundle, account: AccountNow | undefined): Identified {
  if (account === undefined) return { ok: false, reason: 'phone-unknown' };
  const best = bestCard(account.account);
  // By its number, because the list of blocked cards and what was done here may know more than the row.
  return best === undefined ? { ok: false, reason: 'card-none' } : identifyNumber(till, compiled, best.number);
}

/** Who a shown code belongs to: a full card number, its short form, or a code of the application. */
export function identifyCard(till: Till, compiled: CompiledBundle, code: string, shownFor: ShownFor = {}): Identified {
  if (!isDynamicQr(code)) return identifyNumber(till, compiled, code);
  const qr = proveQr(till, compiled, code, shownFor);
  if (!qr.ok) return qr;
  const identified = identifyNumber(till, compiled, qr.cardNumber);
  return identified.ok ? { ...identified, qr } : identified;
}

function identifyNumber(till: Till, compiled: CompiledBundle, code: string): Identified {
  const card = readCardOf(compiled.bundle, code);
  if (!card.ok) return { ok: false, reason: problemOf(card) };
  const found = customerNow(till, card.number);
  const blocked = till.blockedCards.find(card.number);
  if (found === undefined) return { ok: false, reason: blocked === undefined ? 'card-unknown' : 'card-blocked' };
  // A row that is newer than the list was changed since: the card is good again, or the list never meant it.
  const isRowNewer = blocked !== undefined && found.view.epoch === blocked.epoch && found.view.cursor >= blocked.cursor;
  if (blocked !== undefined && !isRowNewer) return { ok: false, reason: 'card-blocked' };
  switch (found.state.card.state) {
    case 'blocked': return { ok: false, reason: 'card-blocked' };
    case 'replaced': return { ok: false, reason: 'card-replaced' };
    case 'issued': case 'active': case 'restricted': return { ok: true, found };
    default: return unreachable(found.state.card.state);
  }
}

function problemOf({ reason }: Exclude<CardReading, { ok: true }>): CardProblem {
  switch (reason) {
    case 'not-a-card': return 'card-unknown';
    case 'wrong-check-digit': return 'card-wrong-check-digit';
    case 'ambiguous': return 'card-ambiguous';
    case 'other-chain': return 'card-of-other-chain';
    default: return unreachable(reason);
  }
}

/** The verb `identify`: the same, for a client that asks outside a sale. `may`: what could be spent now, where that is not the balance. */
export function identify(till: Till, shown: { readonly code: string; readonly identifiedBy?: Identification }): { ok: true; identified: Identified; compiled: CompiledBundle; may?: MayRedeem } | Refusal<'not-ready'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const identified = identifyCustomer(till, compiled, { code: shown.code, identifiedBy: shown.identifiedBy ?? 'scan' });
  const { may } = identified.ok ? redeemableNow(till, compiled, { customer: identified.found }) : {};
  return { ok: true, identified, compiled, ...(may === undefined ? {} : { may }) };
}
