import type { Problem } from '../../contract/problem.ts';
import type { CommitRequest, SaleRequest, SaleView } from '../../contract/sale.ts';
import type { PlannedSale } from './planned-event.ts';
import type { TillAnswer } from './stubborn-caller.ts';
import type { EventContext } from './till-driver.ts';

/** One sale from the first scan to the printed receipt. Answers that must not happen are noted; the sale is then left as it is. */
export async function runSale(sale: PlannedSale, context: EventContext): Promise<void> {
  const { outages, counters, till } = context;
  await outages.admit();
  const isOutageAtStart = outages.isOutage;
  if (sale.lostAnswer !== undefined) context.loseAnswer(sale.lostAnswer);
  await context.killAt('before-put');
  // A till that has not found the centre yet prices as one that may let no points go.
  if (sale.customer !== undefined) await untilItMaySpend(context);
  const priced = await priceSale(sale, context);
  if (priced === undefined) return;
  await context.killAt('after-put');
  const view = await redeem(sale, priced.view, context);

  const commit: CommitRequest = {
    revision: view.revision,
    receipt: { number: sale.receiptNumber, payableMinor: view.priced.payableMinor },
    lines: sale.lines,
    ...customerOf(sale),
  };
  const call = { method: 'POST', path: `/v1/sales/${sale.saleId}/commit`, body: commit } as const;
  const onSent = context.killOnceSent('during-commit');
  const isUndisturbed = sale.kill === undefined && sale.doubledCommit !== 'together';
  const first = till.call({ ...call, ...(onSent === undefined ? {} : { onSent }) });
  const second = sale.doubledCommit === 'together' ? till.call(call) : undefined;
  // Together: where the first one fails for good, the second must not be left without anybody who hears how it ended.
  const [answer, repeated] = await Promise.all([first, second]);
  if (viewOf(answer, sale, context) === undefined) return;
  if (repeated !== undefined) checkDoubled(repeated, sale, context);
  if (sale.doubledCommit === 'after') checkDoubled(await till.call(call), sale, context);

  const isOutageAtEnd = outages.isOutage;
  if (isOutageAtStart !== isOutageAtEnd) counters.edgeSales += 1;
  else {
    if (isOutageAtStart) counters.outageSales += 1;
    // A kill, or two commits at once, is not what a till software waits for on an ordinary day.
    if (isUndisturbed) counters.latencyMs[isOutageAtStart ? 'outage' : 'online'].push(priced.tookMs + answer.tookMs);
  }
  if (view.customer?.status === 'known') context.wish.ended(view.priced.pointsSpent > 0);
  await context.killAt('after-commit');
}

async function priceSale(sale: PlannedSale, context: EventContext): Promise<{ view: SaleView; tookMs: number } | undefined> {
  const path = `/v1/sales/${sale.saleId}`;
  let baseRevision = 0;
  if (sale.pricedInSteps) {
    const body: SaleRequest = { baseRevision, lines: sale.lines.slice(0, 1) };
    const view = viewOf(await context.till.call({ method: 'PUT', path, body }), sale, context);
    if (view === undefined) return undefined;
    baseRevision = view.revision;
  }
  const body: SaleRequest = { baseRevision, lines: sale.lines, ...customerOf(sale) };
  const answer = await context.till.call({ method: 'PUT', path, body });
  const view = viewOf(answer, sale, context);
  return view === undefined ? undefined : { view, tookMs: answer.tookMs };
}

/** Spends all that may be spent, where the sale wants to and can. Answers the sale as it stands then. */
async function redeem(sale: PlannedSale, priced: SaleView, context: EventContext): Promise<SaleView> {
  const points = priced.priced.redeemable.maxPoints;
  if (points === 0) return priced;
  await untilItMaySpend(context);
  const { isOutage } = context.outages;
  if (!isOutage) context.counters.redeemableSales += 1;
  if (!context.wish.wants(sale, isOutage)) return priced;
  if (!isOutage) context.counters.redemptionTries += 1;
  const first = await takePoints(sale, priced, points, context, 'first');
  if (!sale.dropsHoldFirst || first.revision === priced.revision) return first;
  const dropped = viewOf(await context.till.call({ method: 'DELETE', path: `/v1/sales/${sale.saleId}/redemption?revision=${first.revision}` }), sale, context);
  if (dropped === undefined) return first;
  context.counters.droppedHolds += 1;
  return takePoints(sale, dropped, points, context, 'again');
}

async function untilItMaySpend(context: EventContext): Promise<void> {
  if (!context.outages.isOutage && context.wish.isBehind()) await context.untilOnline();
}

async function takePoints(sale: PlannedSale, view: SaleView, points: number, context: EventContext, which: 'first' | 'again'): Promise<SaleView> {
  const onSent = context.killOnceSent('during-redemption');
  const answer = await context.till.call({
    method: 'POST',
    path: `/v1/sales/${sale.saleId}/redemption`,
    body: { revision: view.revision, points },
    idempotencyKey: `${sale.saleId}-redemption-${which}`,
    ...(onSent === undefined ? {} : { onSent }),
  });
  const { code } = answer.body as Partial<Problem>;
  if (answer.status === 409 && code === 'redemption-refused') context.counters.redemptionsRefused += 1;
  else if (answer.status === 503 && code === 'redemption-offline') context.counters.redemptionsOffline += 1;
  else return viewOf(answer, sale, context) ?? view;
  return view;
}

function viewOf(answer: TillAnswer, sale: PlannedSale, context: EventContext): SaleView | undefined {
  if (answer.status === 200) return answer.body as SaleView;
  context.counters.unexpected.push(`${sale.saleId}: ${answer.status} ${(answer.body as Partial<Problem>).code ?? ''} ${(answer.body as Partial<Problem>).detail ?? ''}`.trim());
  return undefined;
}

/** That both answers are the same is the oracle's to say: it has both in the log. */
function checkDoubled(answer: TillAnswer, sale: PlannedSale, context: EventContext): void {
  if (viewOf(answer, sale, context) !== undefined) context.counters.doubledCommits += 1;
}

function customerOf(sale: PlannedSale): Pick<SaleRequest, 'customer'> {
  return sale.customer === undefined ? {} : { customer: sale.customer };
}
