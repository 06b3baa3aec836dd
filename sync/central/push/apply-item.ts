import { unreachable } from '../../../agent/domain/unreachable.ts';
import type { BatchItem, Outcome } from './batch-item.ts';
import { report, type BatchState } from './batch-state.ts';
import { applyAllowanceReturn } from './apply-allowance-return.ts';
import { applyCustomer } from './apply-customer.ts';
import { applyRelease } from './apply-release.ts';
import { applyResolution } from './apply-resolution.ts';
import { applyReturn } from './apply-return.ts';
import { applySale } from './apply-sale.ts';

/** Books one fresh operation and says what became of it. Operations come in the order of their journal. */
export function applyItem(state: BatchState, item: BatchItem): Outcome {
  const { body } = item;
  if (body === undefined) return { verdict: 'parked', reason: 'unknown-operation' };
  switch (body.kind) {
    case 'journal-opened':
    case 'sale-cancelled':
    case 'operator-locked':
    case 'override-approved':
    case 'drill-held':
    case 'shift-reconciled':
      return body.payload.tillId === item.tillId ? { verdict: 'applied' } : otherTill(state, item, body.payload.tillId);
    case 'sale-committed':
      return applySale(state, item, body.payload);
    case 'return-committed':
      return applyReturn(state, item, body.payload);
    case 'hold-released':
      return applyRelease(state, item, body.payload);
    case 'allowance-returned':
      return applyAllowanceReturn(state, item, body.payload);
    case 'customer-registered':
    case 'customer-changed':
      return applyCustomer(state, item, body);
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
