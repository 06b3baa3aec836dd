import { lookBackMs, watchAct, type Doer, type LimitSubject } from './limit-watch.ts';
import { readReturnCode } from '../../domain/returns/slip/return-code.ts';
import { sumOf } from '../../domain/returns/undo.ts';
import { salesOfReceipt } from '../find-receipt.ts';
import { identifyCard } from '../identify.ts';
import { endedSale } from './ended-sale.ts';
import type { LimitHit } from '../../domain/operators/risk.ts';
import type { Refusal } from '../outcome.ts';
import type { Till } from '../till.ts';

/** Before points are set aside for a sale. One that has some already is not asked again. */
export function watchRedemption(till: Till, saleId: string, doer: Doer): Refusal<'limit-reached'> | undefined {
  const sale = till.sales.find(saleId);
  if (sale?.customer === undefined || sale.cover !== undefined) return undefined;
  return refusalOf(watchAct(till, { act: 'redeem' }, doer, { accountId: sale.customer.state.accountId, saleId }));
}

/** How a return names what comes back, as its request does. */
export interface ReturnNamed {
  readonly returnId: string;
  readonly saleId?: string | undefined;
  readonly receiptNumber?: string | undefined;
  readonly date?: string | undefined;
  readonly code?: string | undefined;
  readonly blind?: { readonly customer?: { readonly code: string } | undefined } | undefined;
}

/** Before a return is quoted: once for each return, not once for each of its quotes. */
export function watchReturn(till: Till, named: ReturnNamed, doer: Doer): Refusal<'limit-reached'> | undefined {
  const { returnId } = named;
  if (till.returns.find(returnId) !== undefined) return undefined;
  const { redeemedAtMs, ...about } = paidWithPoints(till, named);
  return refusalOf(watchAct(till, { act: 'return', redeemedAtMs }, doer, { ...about, returnId }));
}

interface PaidWithPoints extends LimitSubject {
  /** When the receipt was paid with points, where it was */
  readonly redeemedAtMs: number | undefined;
}

/** By this till's journal, or by the signed slip; without a receipt by the last one that the customer paid here with points. What nobody can tell is no hit. */
function paidWithPoints(till: Till, { saleId, receiptNumber, date, code, blind }: ReturnNamed): PaidWithPoints {
  if (blind !== undefined) return lastPaidBy(till, blind.customer?.code);
  if (code !== undefined) return ofSlip(code);
  const [named, ...others] = receiptNumber === undefined ? [] : salesOfReceipt(till, receiptNumber, date);
  const sold = saleId === undefined ? (others.length === 0 ? named : undefined) : endedSale(till, saleId);
  if (sold === undefined) return { redeemedAtMs: undefined, ...(saleId === undefined ? {} : { saleId }) };
  return { redeemedAtMs: sold.redemption === undefined ? undefined : sold.time.instantMs, saleId: sold.saleId, ...(sold.accountId === undefined ? {} : { accountId: sold.accountId }) };
}

/** Its signature is looked at when it is quoted: a code that does not hold is refused there whatever it says. */
function ofSlip(code: string): PaidWithPoints {
  const read = readReturnCode(code.trim());
  if (read === undefined) return { redeemedAtMs: undefined };
  const { content, head: { saleId, accountId, atSeconds } } = read;
  const spent = content.carries === 'whole' ? sumOf(content.sale.lines.map(({ pointsSpent }) => pointsSpent)) : content.totals.pointsSpent;
  return { redeemedAtMs: spent === 0 ? undefined : atSeconds * 1_000, saleId, ...(accountId === undefined ? {} : { accountId }) };
}

function lastPaidBy(till: Till, code: string | undefined): PaidWithPoints {
  const compiled = till.activeBundle();
  const shown = code === undefined || compiled === undefined ? undefined : identifyCard(till, compiled, code);
  if (shown?.ok !== true) return { redeemedAtMs: undefined };
  const { accountId } = shown.found.account;
  const events = till.limits?.events.since(accountId, till.clock.now().atMs - lookBackMs) ?? [];
  return { redeemedAtMs: events.findLast(({ redeemed }) => redeemed)?.atMs, accountId };
}

/** Before a customer is shown outside a sale. @returns what the cashier is told */
export function watchLookUp(till: Till, code: string, doer: Doer): readonly LimitHit[] | Refusal<'limit-reached'> {
  if (till.activeBundle()?.bundle.limits?.some(({ kind }) => kind === 'look-ups') !== true) return [];
  const lookUps = till.limits?.lookUps.note(doer.by?.userId, code, till.clock.now().atMs) ?? 0;
  return watchAct(till, { act: 'look-up', lookUps }, doer, {});
}

function refusalOf(outcome: LimitHit[] | Refusal<'limit-reached'>): Refusal<'limit-reached'> | undefined {
  return 'ok' in outcome ? outcome : undefined;
}
