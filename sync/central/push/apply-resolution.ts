import type { OperationResolved, RepairKind } from '../../../agent/domain/operations/desk-operations.ts';
import { safeRepairs } from '../../../agent/domain/operations/safe-repairs.ts';
import { sameJson } from '../../../agent/domain/same-json.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { redirected } from '../merging/redirects.ts';
import { bookOnItsAccount } from './apply-sale.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { examineAgain, type Apply } from './examine-again.ts';
import type { ResolvedTarget } from './resolved-targets.ts';

/**
 * Repairs an operation that was not settled (docs/desk.md). The first repair that closes it counts; a later one, and one that comes after the centre has
 * settled it, is parked with `settled-already`, and changes nothing.
 */
export function applyResolution(state: BatchState, item: BatchItem, resolved: OperationResolved, apply: Apply): Outcome {
  if (resolved.tillId !== item.tillId) {
    report(state, item, 'defect', resolved.accountId, { what: 'till', stated: resolved.tillId });
    return parked('defect');
  }
  const target = state.targets.get(resolved.opId);
  if (target === undefined || target.item.journalId !== resolved.journalId || target.item.seq !== resolved.seq || !isBefore(target.item, item)) return parked('operation-unknown');
  const { outcome } = target.item;
  if (outcome.verdict === 'applied') return parked('settled-already');
  const unsettled = { kind: target.kind, state: outcome.verdict, reason: outcome.reason ?? outcome.verdict, pointsSpent: spentBy(target) };
  if (!safeRepairs(unsettled).includes(resolved.repair)) return parked('repair-unsafe');
  return repair(state, item, resolved, target, apply);
}

function repair(state: BatchState, item: BatchItem, resolved: OperationResolved, target: ResolvedTarget, apply: Apply): Outcome {
  switch (resolved.repair) {
    case 'accept':
      return close(target.item, resolved.repair, item.opId, target.item.outcome.accountId);
    case 'void':
      forget(state, target.item);
      return close(target.item, resolved.repair, item.opId, target.item.outcome.accountId);
    case 'send-again': {
      const outcome = examineAgain(state, target.item, apply);
      target.item.outcome = outcome;
      return outcome.verdict === 'applied' ? close(target.item, resolved.repair, item.opId, outcome.accountId) : { verdict: 'applied', ...ofAccount(outcome.accountId) };
    }
    case 'relink':
      return relink(state, item, resolved, target.item);
    default:
      return unreachable(resolved.repair);
  }
}

/** The sale is booked on the other account, under the id of the repair: so both sides' ledgers name the same operation. */
function relink(state: BatchState, item: BatchItem, resolved: OperationResolved, target: BatchItem): Outcome {
  const { body, replayed } = target;
  const { accountId } = resolved;
  if (body?.kind !== 'sale-committed' || body.payload.accountId === undefined || replayed === undefined || accountId === undefined) return parked('repair-unsafe');
  if (state.books.accounts.get(accountId)?.programmeId !== body.payload.programmeId) return parked('account-unknown');
  const record = state.sales.get(body.payload.saleId);
  if (record?.sale === undefined) return parked('operation-unknown');
  const sale = redirected(body, new Map([[body.payload.accountId, accountId]]));
  if (sale.kind !== 'sale-committed') throw new Error('a sale became something else by its redirect');
  if (!sameJson(resolved.effects, body.payload.effects)) report(state, item, 'defect', accountId, { what: 'effects' });
  const outcome = bookOnItsAccount(state, item, record, sale.payload, { replay: replayed, counts: sale.payload.counts ?? {} });
  record.relinkedFrom = body.payload.accountId;
  record.sale = sale.payload;
  if (outcome.verdict === 'applied') return close(target, 'relink', item.opId, accountId);
  // booked as far as it is right: what is left is the same as of any other sale
  target.outcome = outcome;
  return { verdict: 'applied', accountId };
}

/** Its sale may still come: it finds nothing that waits for it. */
function forget(state: BatchState, target: BatchItem): void {
  for (const record of state.sales.values()) record.waiting = record.waiting.filter((waiting) => waiting !== target);
}

function close(target: BatchItem, how: RepairKind, by: string, accountId: string | undefined): Outcome {
  // why it was not settled stays with it: a return that took nothing goes on taking nothing
  const { reason } = how === 'accept' || how === 'void' ? target.outcome : {};
  target.outcome = { verdict: 'applied', ...(reason === undefined ? {} : { reason }), ...ofAccount(accountId) };
  target.resolution = { repair: how, by };
  return { verdict: 'applied', ...ofAccount(accountId) };
}

function ofAccount(accountId: string | undefined): Pick<Outcome, 'accountId'> {
  return accountId === undefined ? {} : { accountId };
}

function parked(reason: string): Outcome {
  return { verdict: 'parked', reason };
}

/** A repair of an operation that is not there yet repairs nothing. */
function isBefore(target: BatchItem, item: BatchItem): boolean {
  return target.journalId !== item.journalId || target.seq < item.seq;
}

function spentBy({ item: { body } }: ResolvedTarget): number {
  return body?.kind === 'sale-committed' ? body.payload.result.pointsSpent : 0;
}
