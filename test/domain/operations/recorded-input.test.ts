import { expect, test } from 'vitest';
import { recordedInput } from '../../../agent/domain/operations/recorded-input.ts';
import type { PricingInput } from '../../../agent/domain/pricing/pricing-input.ts';
import { saleOf, saleOfInput, soldLine } from '../kit/sale.ts';
import { customerWith, linesOf, timeAt } from '../kit/shop.ts';

const { result } = saleOf([soldLine()]);

test('an operation gives every input of its price back', () => {
  const input: Required<Omit<PricingInput, 'explain'>> = {
    basket: { lines: linesOf('milk 1 × 500'), coupons: ['TEN'], payment: { method: 'card' } }, customer: customerWith(), identifiedBy: 'scan', redeemPoints: 3, mayRedeem: { points: 30, limitedBy: 'allowance' },
    storeId: 'north', tillId: 'till-2', agentVersion: '1.4.0', programme: { usedCoupons: ['OLD'] }, time: timeAt('2026-11-23', 60, 1),
  };
  expect(recordedInput(saleOfInput(input, result))).toEqual(input);
});

test('what a sale did not have is not there', () => {
  const input: PricingInput = { basket: { lines: linesOf('milk 1 × 500') }, storeId: 'north', tillId: 'till-2', time: timeAt() };
  expect(recordedInput(saleOfInput(input, result))).toStrictEqual(input);
});
