/** All calls that a document of OpenAPI tells, with the same text in every place that takes one. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface MadeCall {
  readonly method: string;
  readonly path: string;
  /** As the document names it */
  readonly route: string;
  readonly body?: unknown;
}

export function everyCall(document: OpenApi, text: string): MadeCall[] {
  const inPath = encodeURIComponent(text);
  return Object.entries(document.paths).flatMap(([route, operations]) => Object.entries(operations).map(([method, { parameters = [], requestBody }]) => {
    const query = parameters.filter((one) => one.in === 'query').map(({ name }) => `${name}=${inPath}`);
    const schema = requestBody?.content['application/json']?.schema;
    return {
      method: method.toUpperCase(), route: `${method.toUpperCase()} ${route}`,
      // A call without any place for a text gets one that nobody asked for.
      path: `${route.replaceAll(/\{[^}]+\}/g, inPath)}?${[...query, `note=${inPath}`].join('&')}`,
      ...(schema === undefined ? {} : { body: sampleOf(schema, text, document.components?.schemas ?? {}) }),
    };
  }));
}

/** Where the schema takes a text it is `text`; all that is optional is there. */
function sampleOf(schema: Schema, text: string, named: Readonly<Record<string, Schema>>, depth = 0): unknown {
  if (depth > 12) return text;
  const inner = (one: Schema): unknown => sampleOf(one, text, named, depth + 1);
  if (schema.$ref !== undefined) {
    const meant = named[schema.$ref.split('/').at(-1) ?? ''];
    return meant === undefined ? text : inner(meant);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return inner(first);
  switch (String(schema.type)) {
    case 'object': return { ...Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, inner(one)])), ...(schema.properties === undefined ? { [text]: text } : {}) };
    case 'array': return schema.items === undefined ? [text] : [inner(schema.items)];
    case 'integer':
    case 'number': return 1;
    case 'boolean': return true;
    default: return text;
  }
}
