import Type from 'typebox';
import { Identification } from '../../domain/cards/card.ts';
import { CustomerState } from '../../domain/customer/account.ts';
import type { PricingInput } from '../../domain/pricing/price.ts';
import { ProgrammeState } from '../../domain/pricing/programme-state.ts';
import { Id } from '../../domain/scalars.ts';
import { businessTimeAt } from '../../host/clock/business-time.ts';
import { CliFailure } from '../cli-failure.ts';
import { bundleOfFile, bundleOfHome, type BundleSource } from './read-bundle.ts';
import { checkedValue, readCheckedJson } from './read-checked-json.ts';

/** As in `1.4.0` or `1.4.0-beta.2`: flags compare its numbers. */
const AgentVersion = Type.String({ pattern: '^[0-9]+[.][0-9]+[.][0-9]+(-[0-9A-Za-z.-]+)?$', description: 'a version like 1.4.0' });

/** Where, when and for whom: options of every command that prices something. */
export interface CircumstanceOptions {
  bundle?: string;
  home?: string;
  customer?: string;
  identifiedBy: string;
  store?: string;
  till?: string;
  agentVersion?: string;
  programme?: string;
  /** Milliseconds since the epoch */
  at?: number;
}

export function bundleSource({ bundle, home }: CircumstanceOptions): BundleSource {
  if ((bundle === undefined) === (home === undefined)) throw new CliFailure('wrong-use', 'name either --bundle or --home');
  return bundle === undefined ? bundleOfHome(home ?? '') : bundleOfFile(bundle);
}

/** What is not said comes from the till of `--home`, where there is one; its first store else, and no till. */
export function circumstances(options: CircumstanceOptions, source: BundleSource): Omit<PricingInput, 'basket'> {
  const { bundle } = source.compiled;
  const storeId = options.store ?? source.storeId ?? bundle.stores[0]?.id ?? '';
  if (!bundle.stores.some((store) => store.id === storeId)) {
    throw new CliFailure('store-unknown', `the bundle has no store ${storeId}; it has ${bundle.stores.map((store) => store.id).join(', ')}`);
  }
  const identifiedBy = checkedValue(Identification, options.identifiedBy, '--identified-by');
  const tillId = options.till ?? source.tillId;
  const agentVersion = options.agentVersion ?? source.agentVersion;
  return {
    storeId,
    time: businessTimeAt(options.at ?? Date.now(), bundle.timeZone),
    ...(tillId === undefined ? {} : { tillId: checkedValue(Id, tillId, '--till') }),
    ...(agentVersion === undefined ? {} : { agentVersion: checkedValue(AgentVersion, agentVersion, '--agent-version') }),
    ...(options.customer === undefined ? {} : { customer: readCheckedJson(CustomerState, 'customer', options.customer), identifiedBy }),
    ...(options.programme === undefined ? {} : { programme: readCheckedJson(ProgrammeState, 'programme state', options.programme) }),
  };
}
