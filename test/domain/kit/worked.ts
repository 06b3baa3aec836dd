import type { Basket } from '../../../agent/domain/basket/basket.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import type { CustomerState } from '../../../agent/domain/customer/account.ts';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { price } from '../../../agent/domain/pricing/price.ts';
import type { PricingInput } from '../../../agent/domain/pricing/pricing-input.ts';
import type { Condition } from '../../../agent/domain/promotions/promotion.ts';
import { goodsAndDelivery } from './after-discounts.ts';
import { basketOf, exampleInput } from './examples.ts';
import { exclusionsOf, groupsOf, promotionsOf } from './notation.ts';
import { inWords, type Outcome } from './outcomes.ts';
import { compiledExample, customerWith, exampleBundle, promotionOf, timeAt } from './shop.ts';
import { specJson, specTable } from './spec-table.ts';

/** What a rule's examples add to the shop, and what a row adds to them. */
interface Setup {
  bundle?: Partial<Bundle>;
  basket?: Partial<Basket>;
  customer?: Partial<CustomerState>;
  input?: Partial<PricingInput>;
}

export interface WorkedRow {
  /** Both in the words of the table, for the name of the test */
  readonly given: string;
  readonly gives: string;
  readonly row: Record<string, string>;
  /** By column: what the table says */
  readonly expected: Record<string, string>;
}

/** The rows of a rule that tell what a sale comes to; those of other tables under its heading are left out. */
export function workedRows(ruleId: string): WorkedRow[] {
  return specTable(ruleId).flatMap((cells) => {
    const entries = Object.entries(cells);
    const expected = entries.filter(([column]) => column in inWords);
    if (expected.length === 0) return [];
    const row = entries.filter(([column]) => !(column in inWords));
    return [{ given: textOf(row), gives: textOf(expected), row: Object.fromEntries(row), expected: Object.fromEntries(expected) }];
  });
}

/** What the engine makes of the row, in the same words. */
export function outcomeOf(ruleId: string, { row, expected }: Pick<WorkedRow, 'row' | 'expected'>): Record<string, string> {
  const { bundle, result } = workedSale(ruleId, row);
  return Object.fromEntries(Object.keys(expected).map((column) => [column, inWords[column as Outcome](result, bundle)]));
}

export interface WorkedSale {
  readonly bundle: Partial<Bundle> & Pick<Bundle, 'promotions'>;
  readonly compiled: CompiledBundle;
  readonly input: PricingInput;
  readonly result: PricedSale;
}

/** The shop, the sale and the price that a row of the rule's tables means. */
export function workedSale(ruleId: string, row: Record<string, string>): WorkedSale {
  const setup = (specJson(ruleId) ?? {}) as Setup;
  const bundle = bundleOf(row, setup);
  const compiled = compiledExample(bundle);
  const input = inputOf(row, setup);
  return { bundle, compiled, input, result: price(compiled, { ...input, explain: true }) };
}

function inputOf(row: Record<string, string>, setup: Setup): PricingInput {
  const sale = json<Setup>(row['sale']);
  const basket = { ...basketOf(row['lines'] ?? 'milk 1 × 500'), ...setup.basket, ...sale.basket, ...json<Basket>(row['basket']) };
  const customer = customerWith({ ...setup.customer, ...sale.customer, ...json<CustomerState>(row['customer']) });
  return { ...exampleInput(), basket, customer, time: timeOf(row), ...redeemed(row), ...setup.input, ...sale.input, ...json<PricingInput>(row['input']) };
}

function bundleOf(row: Record<string, string>, setup: Setup): Partial<Bundle> & Pick<Bundle, 'promotions'> {
  const asked = row['condition'];
  const promotions = asked === undefined
    ? promotionsOf(row['promotions'] ?? '')
    : [promotionOf('A', { kind: 'message', to: 'cashier', text: { ru: 'да' } }, { when: JSON.parse(asked) as Condition })];
  const redemption = { ...exampleBundle().redemption, ...setup.bundle?.redemption, ...json<Bundle['redemption']>(row['redemption']) };
  return {
    groups: groupsOf(row['groups'] ?? `g ${row['mode'] ?? 'stack'}`),
    ...(row['exclusion'] === undefined ? {} : { exclusions: exclusionsOf(row['exclusion']) }),
    caps: { maxLineDiscountBasisPoints: 10_000, maxReceiptDiscountBasisPoints: Number(row['receiptCap'] ?? 10_000) },
    goods: goodsAndDelivery,
    ...setup.bundle,
    ...json<Bundle>(row['bundle']),
    redemption,
    promotions,
  };
}

function redeemed(row: Record<string, string>): Partial<PricingInput> {
  return row['redeemed'] === undefined ? {} : { redeemPoints: Number(row['redeemed']) };
}

function timeOf({ date, weekday, time }: Record<string, string>): PricingInput['time'] {
  const [hours = 12, minutes = 0] = (time ?? '12:00').split(':').map(Number);
  return timeAt(date ?? '2026-11-22', hours * 60 + minutes, Number(weekday ?? 7));
}

function json<T>(text: string | undefined): Partial<T> {
  return text === undefined || text === '' ? {} : (JSON.parse(text) as Partial<T>);
}

function textOf(entries: readonly (readonly [string, string])[]): string {
  return entries.map(([column, cell]) => `${column} ${cell === '' ? 'none' : cell}`).join(', ');
}
