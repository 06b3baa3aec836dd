import { MayRedeem } from '../../domain/pricing/priced-sale.ts';
import { compileValidator } from '../../domain/validate.ts';
import { CliFailure } from '../cli-failure.ts';

const rules = MayRedeem.properties.limitedBy.anyOf.map((rule) => rule.const);

/** What a customer may spend and which rule says so, as a sale's `inputs.mayRedeem` has it: `30:allowance`. */
export function readMayRedeem(value: string): MayRedeem {
  const [, points, limitedBy] = /^([0-9]+):([a-z-]+)$/.exec(value) ?? [];
  const checked = compileValidator(MayRedeem)({ points: Number(points), limitedBy });
  if (!checked.ok) throw new CliFailure('bad-request', `--may-redeem must be points and the rule that limits them, like 30:allowance; the rules are ${rules.join(', ')}`);
  return checked.value;
}
