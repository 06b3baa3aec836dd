import type { CompiledBundle } from '../../bundle/compiled.ts';
import type { PricedLine, PricedSale } from '../priced-sale.ts';
import type { PricingInput } from '../pricing-input.ts';
import { applyAccrual } from './accrual.ts';
import { applyBasketStage } from './basket-stage.ts';
import { applyLineStage } from './line-stage.ts';
import { collectMessages } from './messages.ts';
import { applyRedemption } from './redemption.ts';
import { openSale, type WorkingLine } from './working-sale.ts';

/** The pipeline of semantics 1, in its fixed order. It is in service for ever: a changed rule is a new semantics in a folder of its own. */
export function priceSemantics1(compiled: CompiledBundle, input: PricingInput): PricedSale {
  const { stages, bundle } = compiled;
  const sale = openSale(compiled, input);
  applyLineStage(sale, stages.line);
  applyBasketStage(sale, stages.basket);
  const redeemable = applyRedemption(sale, compiled, input);
  applyAccrual(sale, compiled);
  const messages = collectMessages(sale, stages.message);

  const byId = new Map(sale.lines.map((line) => [line.line.lineId, line]));
  const lines = input.basket.lines.map(({ lineId }) => pricedLine(byId.get(lineId)));
  return {
    semantics: 1,
    bundle: { serial: bundle.serial, hash: compiled.hash },
    lines,
    grossMinor: sumOf(lines, (line) => line.grossMinor),
    discountMinor: sumOf(lines, (line) => line.grossMinor - line.netMinor),
    netMinor: sumOf(lines, (line) => line.netMinor),
    pointsSpent: sumOf(lines, (line) => line.pointsSpent),
    pointsPaidMinor: sumOf(lines, (line) => line.pointsPaidMinor),
    payableMinor: sumOf(lines, (line) => line.payableMinor),
    pointsEarned: sumOf(lines, (line) => line.pointsEarned),
    promotions: sale.applied,
    redeemable,
    messages,
  };
}

function pricedLine(working: WorkingLine | undefined): PricedLine {
  if (working === undefined) throw new RangeError('a line was lost: checkBasket must refuse duplicate ids');
  const { line, grossMinor, discounts, leftMinor, pointsPaidMinor, pointsSpent, pointsEarned } = working;
  return {
    lineId: line.lineId,
    sku: line.sku,
    quantityMilli: line.quantityMilli,
    unitPriceMinor: line.unitPriceMinor,
    grossMinor,
    discounts,
    netMinor: leftMinor,
    pointsPaidMinor,
    pointsSpent,
    payableMinor: leftMinor - pointsPaidMinor,
    pointsEarned,
  };
}

function sumOf(lines: readonly PricedLine[], amountOf: (line: PricedLine) => number): number {
  return lines.reduce((sum, line) => sum + amountOf(line), 0);
}
