import { describe, expect, test } from 'vitest';
import { forecast } from '../../../agent/domain/pricing/forecast.ts';
import { Verdict } from '../../../agent/domain/pricing/trace.ts';
import { priceLines } from '../kit/examples.ts';
import { rewardsOf } from '../kit/notation.ts';
import { oneGroup } from '../kit/shop.ts';
import { specTable, specText } from '../kit/spec-table.ts';
import { workedSale } from '../kit/worked.ts';

describe('R-39 explaining changes nothing', () => {
  test('the result without its trace is the result that was not explained', () => {
    const bundle = oneGroup('best', rewardsOf('goods-percent 1000; basket-amount 100; points-percent 500'));
    const { trace, ...explained } = priceLines('milk 2 × 500; bread 1 × 200', bundle, { explain: true });
    expect(explained).toEqual(priceLines('milk 2 × 500; bread 1 × 200', bundle));
    expect(trace?.exact).toBe(true);
  });

  test('the page names every verdict', () => {
    const verdicts = Verdict.anyOf.map((verdict) => verdict.const);
    expect(verdicts.filter((verdict) => !specText.includes(`\`${verdict}\``))).toEqual([]);
  });
});

describe('R-40 a forecast is the price of one unit alone', () => {
  test.each(specTable('R-40'))('$sku for $price costs $payable and earns $points with $promotions, $bundle $customer $input', ({ sku = '', price, payable, points, ...row }) => {
    const { compiled, input: { basket: _alone, ...circumstances } } = workedSale('R-40', row);
    expect(forecast(compiled, { sku, unitPriceMinor: Number(price), ...circumstances })).toEqual({ payableMinor: Number(payable), points: Number(points) });
  });
});
