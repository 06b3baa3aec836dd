import type Type from 'typebox';
import { checkBasket } from '../../domain/basket/check-basket.ts';
import { Identification } from '../../domain/cards/card.ts';
import { CustomerState } from '../../domain/customer/account.ts';
import { price, type PricingInput } from '../../domain/pricing/price.ts';
import { compileValidator } from '../../domain/validate.ts';
import { businessTimeAt } from '../../host/clock/business-time.ts';
import { CliFailure } from '../cli-failure.ts';
import { readJsonOfUser } from '../read-json-file.ts';
import { readBasket } from './read-basket.ts';
import { bundleOfFile, bundleOfHome, type BundleSource } from './read-bundle.ts';

export interface PriceOptions {
  bundle?: string;
  home?: string;
  basket: string;
  customer?: string;
  identifiedBy: string;
  redeem?: number;
  store?: string;
  /** Milliseconds since the epoch */
  at?: number;
  json?: true;
}

/** `till price`: the agent's own engine over files. Prints a `PricedSale`. */
export function runPrice(options: PriceOptions): void {
  const source = bundleSource(options);
  const { basket, hasCustomer } = readBasket(options.basket);
  if (hasCustomer) process.stderr.write('till: the customer in the basket file is left out of account: name the state of one with --customer\n');
  const problem = checkBasket(source.compiled, basket);
  if (problem !== undefined) throw new CliFailure(problem.code, `the basket is wrong at ${problem.path}: ${problem.detail}`);
  const priced = price(source.compiled, pricingInput(options, source, basket));
  process.stdout.write(`${options.json === true ? JSON.stringify(priced) : JSON.stringify(priced, undefined, 2)}\n`);
}

function bundleSource(options: PriceOptions): BundleSource {
  if ((options.bundle === undefined) === (options.home === undefined)) throw new CliFailure('wrong-use', 'name either --bundle or --home');
  return options.bundle === undefined ? bundleOfHome(options.home ?? '') : bundleOfFile(options.bundle);
}

function pricingInput(options: PriceOptions, source: BundleSource, basket: PricingInput['basket']): PricingInput {
  const { bundle } = source.compiled;
  const storeId = options.store ?? source.storeId ?? bundle.stores[0]?.id ?? '';
  if (!bundle.stores.some((store) => store.id === storeId)) {
    throw new CliFailure('store-unknown', `the bundle has no store ${storeId}; it has ${bundle.stores.map((store) => store.id).join(', ')}`);
  }
  const identifiedBy = parse(Identification, options.identifiedBy, '--identified-by');
  const time = businessTimeAt(options.at ?? Date.now(), bundle.timeZone);
  if (options.customer === undefined) {
    if ((options.redeem ?? 0) > 0) throw new CliFailure('wrong-use', '--redeem needs a --customer whose points are spent');
    return { basket, storeId, time };
  }
  return {
    basket,
    storeId,
    time,
    customer: parse(CustomerState, readJsonOfUser('customer', options.customer), `the customer ${options.customer}`),
    identifiedBy,
    ...(options.redeem === undefined ? {} : { redeemPoints: options.redeem }),
  };
}

function parse<S extends Type.TSchema>(schema: S, value: unknown, what: string): Type.Static<S> {
  const checked = compileValidator(schema)(value);
  if (!checked.ok) throw new CliFailure(checked.invalid.code, `${what} is wrong at ${checked.invalid.path || '/'}: ${checked.invalid.detail}`);
  return checked.value;
}
