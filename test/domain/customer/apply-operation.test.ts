import { describe, expect, test } from 'vitest';
import type { Account } from '../../../agent/domain/customer/account.ts';
import { applyOperation } from '../../../agent/domain/customer/apply-operation.ts';
import { customerState } from '../../../agent/domain/customer/customer-state.ts';
import { withHold } from '../../../agent/domain/customer/hold.ts';
import { deepFreeze } from '../kit/deep-freeze.ts';
import type { OperationBody, SaleCommitted } from '../../../agent/domain/operations/operation.ts';
import { returnEffects } from '../../../agent/domain/ledger/effects.ts';
import { saleOf, soldLine } from '../kit/sale.ts';
import { timeAt } from '../kit/shop.ts';

const account: Account = deepFreeze({
  accountId: 'account-1', tier: 'base', givenName: 'Айгуль', availablePoints: 100, holds: [],
  cards: [{ number: '2900770100017', state: 'active' }, { number: '9000000042', state: 'blocked' }],
});
const hold = { holdId: 'hold-1', points: 60, expiresAtMs: 1 };

function sale(spent: number, earned: number, changes: Partial<SaleCommitted> = {}): OperationBody {
  return { kind: 'sale-committed', schema: 1, payload: saleOf([soldLine({ pointsSpent: spent, pointsEarned: earned })], changes) };
}

function released(holdId: string, accountId = 'account-1'): OperationBody {
  return { kind: 'hold-released', schema: 1, payload: { programmeId: 'example', holdId, saleId: 'sale-1', accountId, reason: 'dropped', effects: [] } };
}

function returned(pointsGivenBack: number, pointsTakenBack: number, accountId = 'account-1'): OperationBody {
  const result = { saleId: 'sale-1', lines: [], refundMinor: 0, pointsGivenBack, pointsTakenBack };
  return {
    kind: 'return-committed',
    schema: 1,
    payload: { programmeId: 'example', returnId: 'return-1', saleId: 'sale-1', storeId: 'centre', tillId: 'till-1', accountId, receipt: { number: '2' }, time: timeAt(), result, effects: returnEffects(result) },
  };
}

describe('applyOperation', () => {
  const redemption = { holdId: 'hold-1', points: 60 };

  test.each([
    { name: 'a sale that earns', before: account, body: sale(0, 7), available: 107, holds: 0 },
    { name: 'a sale that spends all of its hold', before: withHold(account, hold), body: sale(60, 0, { redemption }), available: 40, holds: 0 },
    { name: 'a sale that spends a part of its hold, whose rest comes back', before: withHold(account, hold), body: sale(10, 3, { redemption }), available: 93, holds: 0 },
    { name: 'a sale whose hold the row does not contain yet', before: account, body: sale(60, 0, { redemption }), available: 40, holds: 0 },
    { name: 'a sale under another hold', before: withHold(account, hold), body: sale(10, 0, { redemption: { holdId: 'hold-2', points: 10 } }), available: 30, holds: 1 },
    { name: 'a released hold', before: withHold(account, hold), body: released('hold-1'), available: 100, holds: 0 },
    { name: 'a released hold that the row does not contain', before: account, body: released('hold-1'), available: 100, holds: 0 },
    { name: 'a return that gives points back', before: account, body: returned(5, 0), available: 105, holds: 0 },
    { name: 'a return that takes back more than there is', before: account, body: returned(0, 130), available: -30, holds: 0 },
    { name: 'a sale that only gives up its hold', before: withHold(account, hold), body: sale(0, 0, { redemption }), available: 100, holds: 0 },
  ])('$name leaves $available', ({ before, body, available, holds }) => {
    const after = applyOperation(before, body);
    expect([after.availablePoints, after.holds.length]).toEqual([available, holds]);
    expect({ ...after, availablePoints: 0, holds: [] }).toEqual({ ...account, availablePoints: 0 });
  });

  test.each<{ name: string; body: OperationBody }>([
    { name: 'of another account', body: sale(60, 7, { accountId: 'account-2' }) },
    { name: 'that returns a sale of another account', body: returned(5, 7, 'account-2') },
    { name: 'that releases another account’s hold', body: released('hold-1', 'account-2') },
    { name: 'that cancels a sale', body: { kind: 'sale-cancelled', schema: 1, payload: { programmeId: 'example', saleId: 'sale-1', storeId: 'centre', tillId: 'till-1', accountId: 'account-1', time: timeAt() } } },
    { name: 'that opens a journal', body: { kind: 'journal-opened', schema: 1, payload: { tillId: 'till-1', storeId: 'centre', agentVersion: '0.1.0' } } },
  ])('an operation $name changes nothing', ({ body }) => {
    const before = withHold(account, hold);
    expect(applyOperation(before, body)).toBe(before);
  });

  test('an anonymous sale changes nobody', () => {
    const { accountId: _accountId, ...payload } = saleOf([soldLine({})]);
    expect(applyOperation(account, { kind: 'sale-committed', schema: 1, payload })).toBe(account);
  });
});

describe('withHold', () => {
  test('takes its points off what may be spent, once', () => {
    const held = withHold(account, hold);
    expect(held).toEqual({ ...account, availablePoints: 40, holds: [hold] });
    expect(withHold(held, { ...hold, points: 1 })).toBe(held);
  });
});

describe('customerState', () => {
  test('is the account with the card that was shown, and without the others', () => {
    const { cards, ...rest } = account;
    expect(customerState(account, '9000000042')).toEqual({ ...rest, card: cards[1] });
  });

  test('is nothing for a card of somebody else', () => {
    expect(customerState(account, '9000000043')).toBeUndefined();
  });
});
