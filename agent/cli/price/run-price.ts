import type { Language } from '../../contract/words/languages.ts';
import { checkBasket } from '../../domain/basket/check-basket.ts';
import { price } from '../../domain/pricing/price.ts';
import type { PricingInput } from '../../domain/pricing/pricing-input.ts';
import { CliFailure, wrongFile } from '../cli-failure.ts';
import { bundleSource, circumstances, type CircumstanceOptions } from './circumstances.ts';
import { traceInWords } from './print-trace.ts';
import { readBasket } from './read-basket.ts';
import { readMayRedeem } from './read-may-redeem.ts';
import { readReturnSteps, returnInSteps } from './return-in-steps.ts';

export interface PriceOptions extends CircumstanceOptions {
  basket: string;
  redeem?: number;
  /** `30:allowance` */
  mayRedeem?: string;
  /** What is taken back of it afterwards */
  returns?: string;
  explain?: true;
  language: Language;
  json?: true;
}

/** `till price`: the agent's own engine over files. Prints a `PricedSale`, with returns `{sale, returns}`; the reasons in words go to stderr, so that what is printed stays JSON. */
export function runPrice(options: PriceOptions): void {
  const source = bundleSource(options);
  const { basket, hasCustomer } = readBasket(options.basket);
  if (hasCustomer) process.stderr.write('till: the customer in the basket file is left out of account: name the state of one with --customer\n');
  const problem = checkBasket(source.compiled, basket);
  if (problem !== undefined) throw wrongFile(problem.code, 'basket', { file: options.basket, path: problem.path, detail: problem.detail });
  const input = circumstances(options, source);
  if (input.customer === undefined && (options.redeem ?? 0) > 0) throw new CliFailure('wrong-use', '--redeem needs a --customer whose points are spent');
  if (input.customer === undefined && options.mayRedeem !== undefined) throw new CliFailure('wrong-use', '--may-redeem needs a --customer whose points they are');
  const sold: PricingInput = {
    ...input,
    basket,
    ...(options.redeem === undefined || input.customer === undefined ? {} : { redeemPoints: options.redeem }),
    ...(options.mayRedeem === undefined ? {} : { mayRedeem: readMayRedeem(options.mayRedeem) }),
  };
  const priced = price(source.compiled, { ...sold, ...(options.explain === true ? { explain: true } : {}) });
  const printed = options.returns === undefined ? priced : { sale: priced, returns: returnInSteps(source.compiled, sold, priced, readReturnSteps(options.returns)) };
  process.stdout.write(`${options.json === true ? JSON.stringify(printed) : JSON.stringify(printed, undefined, 2)}\n`);
  if (options.json !== true) process.stderr.write(traceInWords(priced, source.compiled.bundle, options.language).map((line) => `${line}
`).join(''));
}
