import Type from 'typebox';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import { saleEffects } from '../../domain/ledger/effects.ts';
import type { QuotedReturn } from '../../domain/operations/operation.ts';
import type { PricedSale } from '../../domain/pricing/priced-sale.ts';
import type { PricingInput } from '../../domain/pricing/pricing-input.ts';
import { quoteReturn } from '../../domain/returns/quote-return.ts';
import { repriceKeptOf } from '../../domain/returns/reprice-kept.ts';
import { Id, LocalDate, QuantityMilli, SignedPoints, Strict } from '../../domain/scalars.ts';
import { quoteDetail } from '../../usecases/quote-return.ts';
import { wrongFile } from '../cli-failure.ts';
import { readCheckedJson } from './read-checked-json.ts';

const ReturnStep = Strict({
  /** Absent: all that is left of the sale */
  lines: Type.Optional(Type.Array(Strict({ lineId: Id, quantityMilli: QuantityMilli }), { minItems: 1 })),
  /** The day of the return; absent: that of the return before it, of the first one that of the sale */
  on: Type.Optional(LocalDate),
  /** What the customer may spend then; absent: the till does not know it */
  availablePoints: Type.Optional(SignedPoints),
});
type ReturnStep = Type.Static<typeof ReturnStep>;

/** What is taken back of one sale, one return after another. */
export interface ReturnSteps {
  readonly file: string;
  readonly steps: readonly ReturnStep[];
}

/** What a return gives back and takes; there is one sale, so it is not named. */
export type StepReturned = Omit<QuotedReturn, 'saleId'>;

export function readReturnSteps(file: string): ReturnSteps {
  return { file, steps: readCheckedJson(Type.Array(ReturnStep), 'list of returns', file) };
}

/** Takes the sale back step by step by the bundle's own rules, as an agent does that still knows the whole sale. */
export function returnInSteps(compiled: CompiledBundle, sold: PricingInput, result: PricedSale, { file, steps }: ReturnSteps): StepReturned[] {
  const sale = { saleId: 'sale', basket: sold.basket, result, time: sold.time, effects: saleEffects(result), ...(sold.customer === undefined ? {} : { customer: { state: sold.customer } }) };
  const reprice = repriceKeptOf(compiled, sold);
  const returns: QuotedReturn[] = [];
  let today = sold.time.localDate;
  for (const [index, { lines, on = today, availablePoints }] of steps.entries()) {
    if (on < today) throw wrongFile('bad-request', 'list of returns', { file, path: `/${index}/on`, detail: `lies before ${today}, the day before it in this list or of the sale` });
    today = on;
    const terms = { rules: compiled.bundle.returns, today, takes: 'pending-first' as const, reprice, ...(availablePoints === undefined ? {} : { availablePoints }) };
    const quote = quoteReturn(sale, returns, lines ?? 'rest', terms, (sku) => compiled.goods.get(sku)?.good.unit);
    if (!quote.ok) throw wrongFile(quote.code, 'list of returns', { file, path: placeOf(index, lines, quote.lineId), detail: quote.lineId === undefined ? 'nothing is left of the sale' : `line "${quote.lineId}" ${quoteDetail[quote.code]}` });
    returns.push(quote.quoted);
  }
  return returns.map((quoted) => {
    const { saleId: _saleId, ...returned } = quoted;
    return returned;
  });
}

/** A line that is named twice is wrong where it stands again. */
function placeOf(step: number, lines: ReturnStep['lines'], lineId: string | undefined): string {
  const at = lines?.findLastIndex((line) => line.lineId === lineId) ?? -1;
  return at < 0 ? `/${step}` : `/${step}/lines/${at}`;
}
