import { isCardBody } from '../../../agent/domain/operations/card-operations.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { applyBlindReturn } from './apply-blind-return.ts';
import { applyAdjustment } from './apply-adjustment.ts';
import { applyAllowanceReturn } from './apply-allowance-return.ts';
import { applyClaim } from './apply-claim.ts';
import { applyCard, settleCards } from './apply-card.ts';
import { applyCustomer } from './apply-customer.ts';
import { applyFavourite } from './apply-favourite.ts';
import { applyRelease } from './apply-release.ts';
import { applyResolution } from './apply-resolution.ts';
import { applyReturn } from './apply-return.ts';
import { applySale } from './apply-sale.ts';

/** Books one fresh operation and says what became of it. Operations come in the order of their journal. */
export function applyItem(state: BatchState, item: BatchItem): Outcome {
  const { body } = item;
  if (body === undefined) return { verdict: 'parked', reason: 'unknown-operation' };
  if (!isCardBody(body)) settleCards(state);
  switch (body.kind) {
    case 'journal-opened':
    case 'sale-cancelled':
    case 'operator-locked':
    case 'override-approved':
    case 'limit-hit':
    case 'drill-held':
    case 'shift-reconciled':
      return body.payload.tillId === item.tillId ? { verdict: 'applied' } : otherTill(state, item, body.payload.tillId);
    case 'sale-committed':
      return applySale(state, item, body.payload);
    case 'return-committed':
      return applyReturn(state, item, body.payload);
    case 'blind-return-committed':
      return applyBlindReturn(state, item, body.payload);
    case 'points-claimed':
      return applyClaim(state, item, body.payload);
    case 'hold-released':
      return applyRelease(state, item, body.payload);
    case 'allowance-returned':
      return applyAllowanceReturn(state, item, body.payload);
    case 'customer-registered':
    case 'customer-changed':
      return applyCustomer(state, item, body);
    case 'card-issued':
    case 'card-activated':
    case 'card-bound':
    case 'card-replaced':
    case 'card-blocked':
    case 'card-unblocked':
      return applyCard(state, item, body);
    case 'favourite-chosen':
      return applyFavourite(state, item, body.payload);
    case 'points-adjusted':
      return applyAdjustment(state, item, body.payload);
    case 'operation-resolved':
      return applyResolution(state, item, body.payload, applyItem);
    default:
      return unreachable(body);
  }
}

function otherTill(state: BatchState, item: BatchItem, tillId: string): Outcome {
  report(state, item, 'defect', undefined, { what: 'till', stated: tillId });
  return { verdict: 'parked', reason: 'defect' };
}
