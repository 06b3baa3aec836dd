import Type from 'typebox';
import { Strict } from '../../../agent/domain/scalars.ts';
import { formReader } from '../read-form.ts';
import { NotExpressible, outcomeOf, type Suite } from '../suite.ts';
import { split, type SplitRule, splitRules } from './split.ts';

/** A thousand of them add up to what is still exact. */
const largest = 10 ** 12;

const readCase = formReader('the vectors of allocation', Strict({
  suite: Type.String(),
  weights: Type.Array(Type.Integer({ minimum: 0, maximum: largest }), { minItems: 1, maxItems: 1000 }),
  total: Type.Integer({ minimum: -largest, maximum: largest }),
  expected: Type.Array(Type.Integer()),
  /** Who takes the remainder, where the suite is none of those below; else the engine's own way */
  rule: Type.Optional(Strict({
    remainder: Type.Union([Type.Literal('largest'), Type.Literal('first'), Type.Literal('floored')]),
    weightless: Type.Union([Type.Literal('equally'), Type.Literal('nobody')]),
  })),
}));

/** The rule that each peer's own code follows. */
const rules = new Map<string, SplitRule>([
  ['vendure prorate', { remainder: 'largest', weightless: 'equally' }],
  ['sylius proportional', { remainder: 'first', weightless: 'nobody' }],
  ['sylius equal', { remainder: 'largest', weightless: 'equally' }],
]);

/** Of a suite that states none: as `allocate` splits. */
const engineRule: SplitRule = { remainder: 'largest', weightless: 'equally' };

/** Splitting a total by weights: the parts must be the same, each in its place. */
export const allocation: Suite = {
  name: 'allocation',
  goal: { passed: 22, of: 22 },
  recognises: (value) => 'weights' in value,
  titleOf: (value) => {
    const { suite, total, weights } = value as { suite?: unknown; total?: unknown; weights?: unknown };
    return `${String(suite)}: ${String(total)} by ${String(weights)}`;
  },
  check: (value) => outcomeOf(() => {
    const { suite, weights, total, expected, rule } = readCase(value);
    const stated = rule ?? rules.get(suite);
    const parts = split(total, weights, stated ?? engineRule);
    if (isSame(parts, expected)) return undefined;
    if (stated === undefined) throw new NotExpressible(`Nobody has said who takes the remainder in "${suite}" ("rule" of a case says it), and ${whoseParts(expected, total, weights)}.`);
    return `${String(parts)} instead of ${String(expected)}`;
  }),
};

/** Says which rule a case means; it does not count by it. */
function whoseParts(expected: readonly number[], total: number, weights: readonly number[]): string {
  const rule = splitRules.find((other) => isSame(split(total, weights, other), expected));
  return rule === undefined ? 'no rule that can be stated here gives these parts' : `these parts are those of ${JSON.stringify(rule)}`;
}

function isSame(parts: readonly number[], expected: readonly number[]): boolean {
  return parts.length === expected.length && parts.every((part, index) => part === expected[index]);
}
