import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import type { CompiledBundle } from '../../../agent/domain/bundle/compiled.ts';
import { SaleCommitted, type OperationBody, type StoredOperation } from '../../../agent/domain/operations/operation.ts';
import type { PricedSale } from '../../../agent/domain/pricing/priced-sale.ts';
import { Strict } from '../../../agent/domain/scalars.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { priceAgain } from './replay-sale.ts';

/** Put in the place of the result: no till can know it, so where it is read it stands where we put it. */
const standIn = randomUUID();
const validateBesides = compileValidator(Strict({ ...SaleCommitted.properties, result: Type.Literal(standIn) }));

/** A sale as its operation records it, but for its result. */
export type SaleBesidesResult = Omit<SaleCommitted, 'result'>;

export interface ApartSale {
  readonly sale: SaleBesidesResult;
  /** Of the result, as the till wrote it */
  readonly resultText: string;
}

const beforeResult = ',"result":';
/** What tills write after the result. */
const afterResult = /,"(?:repricedAtCommit|exchange|counts|effects)":/g;

/**
 * A sale's payload taken apart at its result, which is most of it: all else is read with something else in that place. Undefined where it cannot be: the sale itself must
 * have that for its result, so the text that was left out is what JSON says of it, and no result of something inside of it, or of a field that comes twice.
 */
export function takeApart({ kind, schema, payload }: Pick<StoredOperation, 'kind' | 'schema' | 'payload'>): ApartSale | undefined {
  if (kind !== 'sale-committed' || schema !== 1) return undefined;
  const at = payload.indexOf(beforeResult);
  if (at === -1) return undefined;
  const from = at + beforeResult.length;
  afterResult.lastIndex = from;
  const to = afterResult.exec(payload)?.index;
  if (to === undefined) return undefined;
  try {
    const checked = validateBesides(JSON.parse(`${payload.slice(0, from)}"${standIn}"${payload.slice(to)}`));
    return checked.ok ? { sale: checked.value, resultText: payload.slice(from, to) } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The sale, where its bundle gives for its inputs the very text that its till recorded as the result. That text need not be read then, compared field by field and checked:
 * it is what the engine says, and is put into what was taken apart. Undefined where it is another text, which may still mean the same.
 */
export function readByPrice(compiled: CompiledBundle, { sale, resultText }: ApartSale): { body: OperationBody & { kind: 'sale-committed' }; priced: PricedSale } | undefined {
  const again = priceAgain(compiled, sale, sale.customer?.state);
  if ('fault' in again || JSON.stringify(again.priced) !== resultText) return undefined;
  // half of a surrogate pair, which is escaped, is the same as nothing (`sameJson`); it comes with a coupon, for no bundle holds one
  if (sale.basket.coupons !== undefined && resultText.includes(String.raw`\ud`)) return undefined;
  return { body: { kind: 'sale-committed', schema: 1, payload: Object.assign(sale, { result: again.priced }) }, priced: again.priced };
}
