import type { JsonSchema } from '../../agent/domain/validation/json-schema.ts';
import { namedSchemas, type NamedSchema } from './named-schemas.ts';

type Json = Record<string, unknown>;

/** Where a part of a schema stands: the exported schema around it, and how the references inside it are to be called. */
interface Place {
  readonly of: NamedSchema;
  readonly refs: ReadonlyMap<string, string>;
  /** The exported schema itself, without the name that it gives itself */
  readonly body: JsonSchema;
}

/**
 * A schema of the kernel as a file of its own: draft 2020-12, with every exported schema that it uses as a definition under its name, and with the
 * comments of the source as descriptions.
 */
export function publishedSchema(id: string, title: string, root: string): Json {
  const named = namedSchemas();
  const byText = new Map(named.toReversed().map((schema) => [JSON.stringify(schema.schema), schema]));
  const definitions = new Map<string, Json>();
  const main = named.find(({ name }) => name === root);
  if (main === undefined) throw new Error(`the kernel exports no schema ${root}`);
  const { description, ...body } = definition(main);
  const sorted = [...definitions].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: id, title, ...(description === undefined ? {} : { description }), ...body, $defs: Object.fromEntries(sorted) };

  function definition(of: NamedSchema): Json {
    // A schema that contains itself carries its body under a name of its own.
    const inner = of.schema.$ref;
    const self = inner === undefined ? undefined : of.schema.$defs?.[inner];
    const refs = new Map(inner === undefined ? [] : [[inner, of.name]]);
    const body = self ?? of.schema;
    return described(of.docs.ofConst.get(of.name), converted(body, { of, refs, body }));
  }

  function part(schema: JsonSchema, place: Place): Json {
    const known = byText.get(JSON.stringify(schema));
    if (known === undefined) return converted(schema, place);
    if (!definitions.has(known.name)) {
      // Named before it is made: it may contain itself.
      definitions.set(known.name, {});
      definitions.set(known.name, definition(known));
    }
    return { $ref: `#/$defs/${known.name}` };
  }

  function converted(schema: JsonSchema, place: Place): Json {
    const { $defs: _inner, $id: _name, $ref, anyOf, properties, patternProperties, items, ...rest } = schema;
    if ($ref !== undefined) return { $ref: `#/$defs/${place.refs.get($ref) ?? $ref}` };
    const kind = properties?.['kind']?.const;
    return described(typeof kind === 'string' ? place.of.docs.ofKind.get(kind) : undefined, {
      ...rest,
      ...(anyOf === undefined ? {} : choice(anyOf.map((variant) => part(variant, place)))),
      ...(properties === undefined ? {} : { properties: mapped(properties, (field, value) => described(docsOf(field, schema, place), part(value, place))) }),
      ...(patternProperties === undefined ? {} : { patternProperties: mapped(patternProperties, (_, value) => part(value, place)) }),
      ...(items === undefined ? {} : { items: part(items, place) }),
    });
  }
}

/** What is said of a field. One further in may have the name of another: then what is said is said of the outer one. */
function docsOf(field: string, schema: JsonSchema, { of: { name, docs }, body }: Place): string | undefined {
  const isHidden = schema !== body && body.properties?.[field] !== undefined;
  return isHidden ? undefined : (docs.ofField.get(`${name}.${field}`) ?? docs.ofSharedField.get(field));
}

/** Words to choose from are an `enum`, as people write it. */
function choice(variants: readonly Json[]): Json {
  return variants.every(({ const: value, type }) => typeof value === 'string' && type === 'string') ? { type: 'string', enum: variants.map((variant) => variant['const']) } : { anyOf: variants };
}

function mapped(members: Readonly<Record<string, JsonSchema>>, convert: (key: string, schema: JsonSchema) => Json): Json {
  return Object.fromEntries(Object.entries(members).map(([key, schema]) => [key, convert(key, schema)]));
}

function described(description: string | undefined, schema: Json): Json {
  if (description === undefined) return schema;
  const { description: own, ...rest } = schema;
  // What a schema says of itself is told to people who wrote something else (agent/domain/scalars.ts); the comment says what it is for.
  return { description: typeof own !== 'string' || description.toLowerCase().includes(own.toLowerCase()) ? description : `${description} (${own})`, ...rest };
}
