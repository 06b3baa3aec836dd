import type { ReturnRequest } from '../../../agent/contract/sale.ts';
import { decimalText, parseDecimal } from '../../../agent/contract/words/decimal.ts';
import type { Localized } from '../../../agent/contract/words/localized.ts';

/** One good that comes back without a receipt, as it is being written down. The texts are what the fields show. */
export interface BlindLine {
  lineId: string;
  sku: string;
  name: Localized;
  unit: 'piece' | 'kg';
  quantity: string;
  refund: string;
}

/** A good as a scan or a search tells of it. */
export interface BlindGood {
  sku: string;
  name: Localized;
  unit: 'piece' | 'kg';
  quantityMilli: number;
  priceMinor: number;
}

/** One more of a good: pieces add up in their line, at the price of the programme; every weighing is a line of its own. */
export function addBlind(lines: readonly BlindLine[], good: BlindGood, exponent: number): BlindLine[] {
  const same = good.unit === 'piece' ? lines.find((line) => line.sku === good.sku) : undefined;
  const beforeMilli = same === undefined ? 0 : (milliOf(same) ?? 0);
  const quantityMilli = beforeMilli + good.quantityMilli;
  const next: BlindLine = {
    lineId: same?.lineId ?? String(Math.max(0, ...lines.map((line) => Number(line.lineId))) + 1),
    sku: good.sku, name: good.name, unit: good.unit,
    quantity: decimalText(quantityMilli, 3).replace(/\.?0+$/, ''),
    refund: decimalText(Math.round((quantityMilli * good.priceMinor) / 1000), exponent),
  };
  return same === undefined ? [...lines, next] : lines.map((line) => (line === same ? next : line));
}

/** Pieces are whole, weights have three decimals; undefined where the text is no quantity above zero. */
export function milliOf(line: Pick<BlindLine, 'quantity' | 'unit'>): number | undefined {
  const value = parseDecimal(line.quantity, line.unit === 'kg' ? 3 : 0);
  if (value === undefined || value === 0) return undefined;
  return line.unit === 'kg' ? value : value * 1000;
}

/** What the agent is asked, or undefined while something is missing or cannot be read. */
export function blindRequest(lines: readonly BlindLine[], reason: string, card: string | undefined, exponent: number): NonNullable<ReturnRequest['blind']> | undefined {
  const read = lines.map((line) => ({ lineId: line.lineId, sku: line.sku, quantityMilli: milliOf(line), refundMinor: parseDecimal(line.refund, exponent) }));
  const whole = read.flatMap(({ quantityMilli, refundMinor, ...line }) => (quantityMilli === undefined || refundMinor === undefined ? [] : [{ ...line, quantityMilli, refundMinor }]));
  if (whole.length === 0 || whole.length < read.length || reason.trim() === '') return undefined;
  return { reason: reason.trim(), lines: whole, ...(card === undefined ? {} : { customer: { code: card } }) };
}
