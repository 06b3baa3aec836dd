import Type from 'typebox';
import { Strict } from '../../../agent/domain/scalars.ts';
import { formReader } from '../read-form.ts';
import { NotExpressible, outcomeOf, type Suite } from '../suite.ts';
import { split, type SplitRule } from './split.ts';

/** A thousand of them add up to what is still exact. */
const largest = 10 ** 12;

const readCase = formReader('the vectors of allocation', Strict({
  suite: Type.String(),
  weights: Type.Array(Type.Integer({ minimum: 0, maximum: largest }), { minItems: 1, maxItems: 1000 }),
  total: Type.Integer({ minimum: -largest, maximum: largest }),
  expected: Type.Array(Type.Integer()),
}));

/** The rule that each peer's own code follows. */
const rules = new Map<string, SplitRule>([
  ['vendure prorate', { remainder: 'largest', weightless: 'equally' }],
  ['sylius proportional', { remainder: 'first', weightless: 'nobody' }],
  ['sylius equal', { remainder: 'largest', weightless: 'equally' }],
]);

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
    const { suite, weights, total, expected } = readCase(value);
    const rule = rules.get(suite);
    if (rule === undefined) throw new NotExpressible(`Nobody has said who takes the remainder in "${suite}".`);
    const parts = split(total, weights, rule);
    return parts.length === expected.length && parts.every((part, index) => part === expected[index]) ? undefined : `${String(parts)} instead of ${String(expected)}`;
  }),
};
