import { publishedSchema } from './publish.ts';

const published = [
  ['bundle', 'Programme bundle', 'Bundle'],
  ['basket', 'Basket', 'Basket'],
  ['customer-state', 'Customer state', 'CustomerState'],
  ['programme-state', 'Programme state', 'ProgrammeState'],
  ['priced-sale', 'Priced sale', 'PricedSale'],
] as const;

/** The published files of `resources/schema`, by name. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(published.map(([name, title, root]) => [`${name}.schema.json`, `${JSON.stringify(publishedSchema(`urn:loyalty-till:schema:${name}:1`, title, root), undefined, 2)}\n`]));
}
