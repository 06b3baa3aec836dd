import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forecastGood } from '../../agent/usecases/forecast-good.ts';
import { accountOf, cardNumber, openTestTill } from './kit/test-till.ts';
import type { TestTill } from './kit/test-till.ts';

describe('a forecast for a good', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1), accountOf(2, {}, 'blocked')]);
  });
  afterEach(() => {
    test.close();
  });

  it.each([
    [{ sku: 'milk', unitPriceMinor: 50_000, code: cardNumber(1) }, { sku: 'milk', unitPriceMinor: 50_000, payableMinor: 45_000, points: 22 }],
    [{ sku: 'milk', unitPriceMinor: 50_000 }, { sku: 'milk', unitPriceMinor: 50_000, payableMinor: 45_000, points: 0 }],
    [{ sku: 'milk' }, { sku: 'milk', unitPriceMinor: 500, payableMinor: 450, points: 0 }],
    [{ sku: 'milk', unitPriceMinor: 50_000, code: cardNumber(2) }, { sku: 'milk', unitPriceMinor: 50_000, payableMinor: 45_000, points: 0, customerProblem: 'card-blocked' }],
    [{ sku: 'new-good', unitPriceMinor: 50_000, code: cardNumber(1) }, { sku: 'new-good', unitPriceMinor: 50_000, payableMinor: 50_000, points: 25 }],
  ])('%j is %j', (input, forecast) => {
    expect(forecastGood(test.till, input)).toEqual({ ok: true, forecast });
    expect(test.written()).toEqual([]);
  });

  it('is refused without a price or a programme', () => {
    expect(forecastGood(test.till, { sku: 'new-good' })).toMatchObject({ ok: false, code: 'not-found' });
    test.compiled = undefined;
    expect(forecastGood(test.till, { sku: 'milk' })).toMatchObject({ ok: false, code: 'not-ready' });
  });
});
