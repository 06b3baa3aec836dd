import Type from 'typebox';
import { LinesRequest } from '../../contract/sale.ts';
import { Basket } from '../../domain/basket/basket.ts';
import { Strict } from '../../domain/scalars.ts';
import { basketOf } from '../../usecases/basket-input.ts';
import { readCheckedJson } from './read-checked-json.ts';

const { coupons, payment, channel, external } = Basket.properties;
const BasketFile = Strict({ lines: LinesRequest, coupons, payment, channel, external, customer: Type.Optional(Type.Unknown()) });

/** The basket of a file as the API takes it; `lineId` defaults to the line's place. `hasCustomer`: the file names one, which `till price` does not look up. */
export function readBasket(path: string): { basket: Basket; hasCustomer: boolean } {
  const { customer, ...basket } = readCheckedJson(BasketFile, 'basket', path);
  return { basket: basketOf(basket), hasCustomer: customer !== undefined };
}
