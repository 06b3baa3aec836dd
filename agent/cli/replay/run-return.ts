import type { Problem } from '../../contract/problem.ts';
import type { ReturnCommitRequest, ReturnRequest, ReturnView } from '../../contract/sale.ts';
import type { PlannedReturn } from './planned-event.ts';
import type { TillAnswer } from './stubborn-caller.ts';
import type { EventContext } from './till-driver.ts';

/** One return: quoted, then finished. */
export async function runReturn(planned: PlannedReturn, context: EventContext): Promise<void> {
  const path = `/v1/returns/${planned.returnId}`;
  await context.killAt('before-put');
  const request: ReturnRequest = { baseRevision: 0, saleId: planned.saleId, ...(planned.lines === undefined ? {} : { lines: planned.lines }) };
  const quoted = viewOf(await context.till.call({ method: 'PUT', path, body: request }), planned, context);
  if (quoted === undefined) return;
  await context.killAt('after-put');
  const commit: ReturnCommitRequest = { revision: quoted.revision, receipt: { number: planned.receiptNumber, payableMinor: quoted.quoted.refundMinor } };
  const onSent = context.killOnceSent('during-commit');
  const answer = await context.till.call({ method: 'POST', path: `${path}/commit`, body: commit, ...(onSent === undefined ? {} : { onSent }) });
  if (viewOf(answer, planned, context) !== undefined) await context.killAt('after-commit');
}

function viewOf(answer: TillAnswer, planned: PlannedReturn, context: EventContext): ReturnView | undefined {
  if (answer.status === 200) return answer.body as ReturnView;
  const { code = '', detail = '' } = answer.body as Partial<Problem>;
  context.counters.unexpected.push(`${planned.returnId} of ${planned.saleId}: ${answer.status} ${code} ${detail}`.trim());
  return undefined;
}
