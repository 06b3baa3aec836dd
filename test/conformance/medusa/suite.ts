import { outcomeOf, type Suite } from '../suite.ts';
import { actionsOf } from './actions.ts';
import { readMedusaCase } from './case.ts';
import { findDifference } from './compare.ts';
import { translateMedusa } from './translate.ts';

/** Recorded calls of Medusa's `computeActions`: every adjustment must be the same to a thousandth, and promotions must come in the same order. */
export const medusa: Suite = {
  name: 'medusa',
  goal: { passed: 85, of: 97 },
  recognises: (value) => 'context' in value,
  titleOf: (value) => {
    const { test, call } = value as { test?: unknown; call?: unknown };
    return `${String(test)}, call ${Number(call ?? 0) + 1}`;
  },
  check: (value) => outcomeOf(() => {
    const read = readMedusaCase(value);
    const translation = translateMedusa(read);
    return findDifference(actionsOf(translation, read), read, translation.scale);
  }),
};
