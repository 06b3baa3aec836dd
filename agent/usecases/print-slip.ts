/** What customers get on paper: facts of finished sales and returns, and of what a card has. */
import { accountSlip, customerValues, favouriteValues } from '../domain/slip/account-slip.ts';
import { placeAndTime } from '../domain/slip/place-and-time.ts';
import { blindReturnSlip, returnSlip } from '../domain/slip/return-slip.ts';
import { saleSlip, type SaleCodes } from '../domain/slip/sale-slip.ts';
import { readOperation } from '../domain/operations/read-operation.ts';
import { accountNow } from './customer-state.ts';
import { identifyCard } from './identify.ts';
import { notReady, refuse } from './outcome.ts';
import { slipCodesOf } from './slip-codes.ts';
import type { Bundle } from '../domain/bundle/bundle.ts';
import type { OperationBody } from '../domain/operations/operation.ts';
import type { SlipLanguage } from '../domain/slip/plural.ts';
import type { SlipUnits } from '../domain/slip/slip-words.ts';
import type { SlipData, SlipKind } from '../domain/slip/slip-vocabulary.ts';
import type { ReturnRecord } from '../ports/returns.ts';
import type { Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** A language and its words for currencies. */
export interface SlipWording {
  readonly language: SlipLanguage;
  readonly currencyWords: Readonly<Record<string, string>>;
}

/** `bundle`: the programme whose words and templates it is printed with */
export type SlipOutcome<Code extends string> = { readonly ok: true; readonly kind: SlipKind; readonly data: SlipData; readonly bundle: Bundle } | Refusal<Code>;

/** The balance is that of this moment: whoever prints the slip again later gets a newer one, with its time. */
export function slipOfSale(till: Till, saleId: string, wording: SlipWording): SlipOutcome<'not-ready' | 'sale-unknown' | 'nothing-to-print'> {
  const sale = operationsOf(till, saleId).find((body) => body.kind === 'sale-committed')?.payload;
  if (sale === undefined) {
    const open = till.sales.find(saleId);
    return open === undefined ? refuse('sale-unknown', 'This till has not made the sale, so it has no slip of it.') : refuse('nothing-to-print', open.state === 'cancelled' ? 'The sale was cancelled: there is no slip of it.' : 'The sale is not finished. Commit it, then print its slip.');
  }
  const bundle = bundleOf(till, sale.bundle.hash);
  if (bundle === undefined) return notReady();
  const units = unitsOf(bundle, wording);
  return { ok: true, kind: 'sale', bundle, data: joined(saleSlip(bundle, units, sale, codesOf(till, saleId)), balanceOf(till, bundle, units, sale.accountId)) };
}

export function slipOfReturn(till: Till, returnId: string, wording: SlipWording): SlipOutcome<'not-ready' | 'return-unknown' | 'nothing-to-print'> {
  const record = till.returns.find(returnId);
  if (record === undefined) return refuse('return-unknown', 'This till has not made the return, so it has no slip of it.');
  if (record.blind !== undefined) return slipOfBlind(till, record, wording);
  const returned = operationsOf(till, record.saleId).flatMap((body) => (body.kind === 'return-committed' && body.payload.returnId === returnId ? [body.payload] : []))[0];
  if (returned === undefined) return returnUnfinished();
  const bundle = bundleOf(till, returned.terms?.bundle.hash);
  if (bundle === undefined) return notReady();
  const units = unitsOf(bundle, wording);
  return { ok: true, kind: 'return', bundle, data: joined(returnSlip(bundle, units, returned), balanceOf(till, bundle, units, returned.accountId)) };
}

function slipOfBlind(till: Till, { commit }: Pick<ReturnRecord, 'commit'>, wording: SlipWording): SlipOutcome<'not-ready' | 'nothing-to-print'> {
  const stored = commit === undefined ? undefined : till.journal.operation(commit.seq);
  const read = stored === undefined ? undefined : readOperation(stored);
  if (read?.ok !== true || read.body.kind !== 'blind-return-committed') return returnUnfinished();
  const returned = read.body.payload;
  const bundle = bundleOf(till, returned.bundle.hash);
  if (bundle === undefined) return notReady();
  const units = unitsOf(bundle, wording);
  return { ok: true, kind: 'return', bundle, data: joined(blindReturnSlip(bundle, units, returned), balanceOf(till, bundle, units, returned.accountId)) };
}

function returnUnfinished(): Refusal<'nothing-to-print'> {
  return refuse('nothing-to-print', 'The return is not finished. Commit it, then print its slip.');
}

/** What is on a card, for its owner. */
export function slipOfCard(till: Till, code: string, wording: SlipWording): SlipOutcome<'not-ready' | 'nothing-to-print'> {
  const compiled = till.activeBundle();
  if (compiled === undefined) return notReady();
  const identified = identifyCard(till, compiled, code);
  if (!identified.ok) return refuse('nothing-to-print', 'The card does not count, or this till does not know it: it has no balance to print.', { reason: identified.reason });
  const { bundle } = compiled;
  const units = unitsOf(bundle, wording);
  const { state } = identified.found;
  const time = till.clock.businessTime(till.clock.now().atMs, bundle.timeZone);
  const values: SlipData['values'] = {
    ...placeAndTime(bundle, wording.language, { storeId: till.storeId, time }),
    ...customerValues(bundle, units, { ...state, cardNumber: state.card.number }),
    ...favouriteValues(bundle, wording.language, state.favourite, time.localDate),
  };
  return { ok: true, kind: 'balance', bundle, data: joined({ values, lists: {} }, balanceOf(till, bundle, units, state.accountId)) };
}

function operationsOf(till: Till, saleId: string): OperationBody[] {
  return till.journal.operationsOfSale(saleId).flatMap((stored) => {
    const read = readOperation(stored);
    return read.ok ? [read.body] : [];
  });
}

/** Only while the till still has the sale's record: the code is for the customer who stands there. */
function codesOf(till: Till, saleId: string): SaleCodes {
  const record = till.sales.find(saleId);
  const { returnCode, claimCode } = record === undefined ? {} : slipCodesOf(till, record);
  return { ...(returnCode === undefined ? {} : { returnCode: returnCode.code }), ...(claimCode === undefined ? {} : { claim: claimCode }) };
}

/** The programme that it was priced with, while the till still has it: promotions and coupons may have gone since. */
function bundleOf(till: Till, hash: string | undefined): Bundle | undefined {
  return ((hash === undefined ? undefined : till.bundleOf(hash)) ?? till.activeBundle())?.bundle;
}

function unitsOf({ currency, points }: Bundle, { language, currencyWords }: SlipWording): SlipUnits {
  return { language, exponent: currency.exponent, currencyWord: currencyWords[currency.code] ?? currency.code, pointsScale: points.scale };
}

function balanceOf(till: Till, bundle: Bundle, units: SlipUnits, accountId: string | undefined): SlipData | undefined {
  const now = accountId === undefined ? undefined : accountNow(till, accountId);
  if (now === undefined) return undefined;
  const { account, reservedPoints, view } = now;
  const timeOf = (atMs: number) => till.clock.businessTime(atMs, bundle.timeZone);
  return accountSlip(bundle, units, { account, reservedPoints, asOf: timeOf(view.asOfMs), today: timeOf(till.clock.now().atMs).localDate });
}

function joined(slip: SlipData, balance: SlipData | undefined): SlipData {
  return balance === undefined ? slip : { values: { ...balance.values, ...slip.values }, lists: { ...balance.lists, ...slip.lists } };
}
