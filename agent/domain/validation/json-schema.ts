/** The part of JSON Schema that the schemas of this project use, as TypeBox builds them. Another keyword is not explained, only checked. */
export interface JsonSchema {
  /** Of a number or of a text with a pattern: what is expected, in words that may follow "must be". Of an object with patterns for its names: how they are. */
  description?: string;
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  const?: unknown;
  anyOf?: readonly JsonSchema[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  patternProperties?: Readonly<Record<string, JsonSchema>>;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  $id?: string;
  $defs?: Readonly<Record<string, JsonSchema>>;
  $ref?: string;
}

/** A member that every variant of a union fixes to another constant: by it the variant is chosen. */
const tagNames = ['kind', 'type', 'status', 'outcome', 'state', 'mode', 'policy'] as const;

/** The tag of a union of objects, or undefined where it has none. */
export function unionTag(variants: readonly JsonSchema[]): string | undefined {
  return tagNames.find((tag) => variants.every((variant) => variant.properties?.[tag]?.const !== undefined));
}

/** `/a~1b/0` from `a/b` and 0. */
export function pointer(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
