import type { Language } from '../../contract/words/languages.ts';
import { checkBasket } from '../../domain/basket/check-basket.ts';
import { price } from '../../domain/pricing/price.ts';
import { CliFailure, wrongFile } from '../cli-failure.ts';
import { bundleSource, circumstances, type CircumstanceOptions } from './circumstances.ts';
import { traceInWords } from './print-trace.ts';
import { readBasket } from './read-basket.ts';

export interface PriceOptions extends CircumstanceOptions {
  basket: string;
  redeem?: number;
  explain?: true;
  language: Language;
  json?: true;
}

/** `till price`: the agent's own engine over files. Prints a `PricedSale`; the reasons in words go to stderr, so that what is printed stays JSON. */
export function runPrice(options: PriceOptions): void {
  const source = bundleSource(options);
  const { basket, hasCustomer } = readBasket(options.basket);
  if (hasCustomer) process.stderr.write('till: the customer in the basket file is left out of account: name the state of one with --customer\n');
  const problem = checkBasket(source.compiled, basket);
  if (problem !== undefined) throw wrongFile(problem.code, 'basket', { file: options.basket, path: problem.path, detail: problem.detail });
  const input = circumstances(options, source);
  if (input.customer === undefined && (options.redeem ?? 0) > 0) throw new CliFailure('wrong-use', '--redeem needs a --customer whose points are spent');
  const priced = price(source.compiled, {
    ...input,
    basket,
    ...(options.redeem === undefined || input.customer === undefined ? {} : { redeemPoints: options.redeem }),
    ...(options.explain === true ? { explain: true } : {}),
  });
  process.stdout.write(`${options.json === true ? JSON.stringify(priced) : JSON.stringify(priced, undefined, 2)}\n`);
  if (options.json !== true) process.stderr.write(traceInWords(priced, source.compiled.bundle, options.language).map((line) => `${line}
`).join(''));
}
