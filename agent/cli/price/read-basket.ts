import Type from 'typebox';
import { LinesRequest } from '../../contract/sale.ts';
import type { Basket } from '../../domain/basket/basket.ts';
import { compileValidator } from '../../domain/validate.ts';
import { CliFailure } from '../cli-failure.ts';
import { readJsonOfUser } from '../read-json-file.ts';

const BasketFile = Type.Object({ lines: LinesRequest, customer: Type.Optional(Type.Unknown()) }, { additionalProperties: false });
const checkBasketFile = compileValidator(BasketFile);

/** The basket of a file as the API takes it; `lineId` defaults to the line's place. `hasCustomer`: the file names one, which `till price` does not look up. */
export function readBasket(path: string): { basket: Basket; hasCustomer: boolean } {
  const checked = checkBasketFile(readJsonOfUser('basket', path));
  if (!checked.ok) throw new CliFailure(checked.invalid.code, `the basket ${path} is wrong at ${checked.invalid.path || '/'}: ${checked.invalid.detail}`);
  const { lines, customer } = checked.value;
  return { basket: { lines: lines.map((line, index) => ({ ...line, lineId: line.lineId ?? String(index + 1) })) }, hasCustomer: customer !== undefined };
}
