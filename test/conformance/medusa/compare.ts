import Type from 'typebox';
import { Strict } from '../../../agent/domain/scalars.ts';
import { unreachable } from '../../../agent/domain/unreachable.ts';
import { formReader } from '../read-form.ts';
import { NotExpressible } from '../suite.ts';
import type { Action } from './actions.ts';
import type { MedusaCase } from './case.ts';
import type { Scale } from './scale.ts';

const text = Type.String();
const Expected = Type.Union([
  Strict({ action: Type.Literal('addItemAdjustment'), item_id: text, amount: Type.Number(), code: text, is_tax_inclusive: Type.Optional(Type.Literal(false)) }),
  Strict({ action: Type.Literal('addShippingMethodAdjustment'), shipping_method_id: text, amount: Type.Number(), code: text }),
  Strict({ action: Type.Literal('removeItemAdjustment'), adjustment_id: text, code: text, item_id: Type.Optional(text) }),
  Strict({ action: Type.Literal('removeShippingMethodAdjustment'), adjustment_id: text, code: text, shipping_method_id: Type.Optional(text) }),
  Strict({ action: Type.Literal('campaignBudgetExceeded'), code: text }),
  Strict({ action: Type.Literal('promotionLimitExceeded'), code: text }),
]);
type Expected = Type.Static<typeof Expected>;

const readList = formReader('Medusa', Type.Array(Expected));
const readContaining = formReader('Medusa', Strict({ $arrayContaining: Type.Array(Expected) }));
const readLength = formReader('Medusa', Type.Integer());

/** The first expectation of the recorded call that the actions do not meet; undefined where they meet all. */
export function findDifference(actions: readonly Action[], { expect }: MedusaCase, scale: Scale): string | undefined {
  if (expect === null || expect.length === 0) throw new NotExpressible('The recording does not say what was expected of this call.');
  for (const { m, value } of expect) {
    const difference = differ(actions, m, value, scale);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function differ(actions: readonly Action[], matcher: string, value: unknown, scale: Scale): string | undefined {
  if (matcher === 'toHaveLength') {
    const length = readLength(value);
    return actions.length === length ? undefined : `${actions.length} actions instead of ${length}: ${textOf(actions, scale)}`;
  }
  if (matcher !== 'toEqual') throw new NotExpressible(`The recording compares by "${matcher}", which has no translation.`);
  if (!Array.isArray(value)) return missing(actions, readContaining(value).$arrayContaining, scale);
  const expected = readList(value);
  return (
    missing(actions, expected, scale) ??
    (actions.length > expected.length ? `more than expected: ${textOf(actions, scale)}` : undefined) ??
    // Within one promotion the order of lines says nothing; of promotions it says which came first.
    (codesOf(actions) === codesOf(expected) ? undefined : `in the order ${codesOf(actions)} instead of ${codesOf(expected)}`)
  );
}

/** Each expected action is found once. */
function missing(actions: readonly Action[], expected: readonly Expected[], scale: Scale): string | undefined {
  const left = [...actions];
  for (const one of expected) {
    const place = left.findIndex((action) => isSame(action, one, scale));
    if (place < 0) return `${JSON.stringify(one)} is not among ${textOf(actions, scale)}`;
    left.splice(place, 1);
  }
  return undefined;
}

function isSame(action: Action, expected: Expected, scale: Scale): boolean {
  if (action.action !== expected.action || action.code !== expected.code) return false;
  switch (expected.action) {
    case 'addItemAdjustment':
      return 'minor' in action && action.id === expected.item_id && scale.isEqual(action.minor, expected.amount);
    case 'addShippingMethodAdjustment':
      return 'minor' in action && action.id === expected.shipping_method_id && scale.isEqual(action.minor, expected.amount);
    case 'removeItemAdjustment':
    case 'removeShippingMethodAdjustment':
      return 'id' in action && action.id === expected.adjustment_id;
    case 'campaignBudgetExceeded':
    case 'promotionLimitExceeded':
      return true;
    default:
      return unreachable(expected);
  }
}

function codesOf(actions: readonly { code: string }[]): string {
  return actions.map(({ code }) => code).filter((code, place, all) => code !== all[place - 1]).join(', ');
}

function textOf(actions: readonly Action[], { factor }: Scale): string {
  return actions.length === 0 ? 'nothing' : actions.map((action) => ('minor' in action ? `${action.id} ${action.minor / factor} by ${action.code}` : `${action.action} ${action.code}`)).join('; ');
}
