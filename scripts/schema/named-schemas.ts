import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as basket from '../../agent/domain/basket/basket.ts';
import * as bundle from '../../agent/domain/bundle/bundle.ts';
import * as card from '../../agent/domain/cards/card.ts';
import * as account from '../../agent/domain/customer/account.ts';
import * as pricedSale from '../../agent/domain/pricing/priced-sale.ts';
import * as programmeState from '../../agent/domain/pricing/programme-state.ts';
import * as trace from '../../agent/domain/pricing/trace.ts';
import * as condition from '../../agent/domain/promotions/condition.ts';
import * as promotion from '../../agent/domain/promotions/promotion.ts';
import * as reward from '../../agent/domain/promotions/reward.ts';
import * as selector from '../../agent/domain/promotions/selector.ts';
import * as scalars from '../../agent/domain/scalars.ts';
import * as time from '../../agent/domain/time/business-time.ts';
import type { JsonSchema } from '../../agent/domain/validation/json-schema.ts';
import { readSourceDocs, type SourceDocs } from './source-docs.ts';

/** A schema that the kernel exports: a definition of its own in the published files. */
export interface NamedSchema {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly docs: SourceDocs;
}

const domain = join(import.meta.dirname, '..', '..', 'agent', 'domain');
/** A schema belongs to the file that is named first: `promotion.ts` exports others' too. */
const modules: readonly (readonly [string, object])[] = [
  ['scalars.ts', scalars], ['promotions/selector.ts', selector], ['promotions/condition.ts', condition], ['promotions/reward.ts', reward], ['promotions/promotion.ts', promotion],
  ['cards/card.ts', card], ['time/business-time.ts', time], ['customer/account.ts', account], ['basket/basket.ts', basket],
  ['pricing/programme-state.ts', programmeState], ['pricing/trace.ts', trace], ['pricing/priced-sale.ts', pricedSale], ['bundle/bundle.ts', bundle],
];

export function namedSchemas(): NamedSchema[] {
  const found = new Map<unknown, NamedSchema>();
  for (const [file, exported] of modules) {
    const docs = readSourceDocs(readFileSync(join(domain, file), 'utf8'));
    for (const [name, schema] of Object.entries(exported)) {
      if (isSchema(schema) && !found.has(schema)) found.set(schema, { name, schema, docs });
    }
  }
  return [...found.values()];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && ('type' in value || 'anyOf' in value || '$ref' in value);
}
