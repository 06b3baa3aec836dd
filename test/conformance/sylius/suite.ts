import { priceCase } from '../shop.ts';
import { outcomeOf, type Suite } from '../suite.ts';
import { readSyliusCase } from './case.ts';
import { findDifference } from './compare.ts';
import { translateSylius } from './translate.ts';

/** Promotion scenarios of Sylius: total, discount of each product, delivery and coupons must be the same to the cent. */
export const sylius: Suite = {
  name: 'sylius',
  goal: { passed: 100, of: 104 },
  recognises: (value) => 'cart' in value,
  titleOf: (value) => {
    const { feature, scenario } = value as { feature?: unknown; scenario?: unknown };
    return `${String(feature)} > ${String(scenario)}`;
  },
  check: (value) => outcomeOf(() => {
    const read = readSyliusCase(value);
    const translation = translateSylius(read);
    return findDifference(priceCase(translation), read, translation.productOf);
  }),
};
