import type Type from 'typebox';
import { Compile } from 'typebox/compile';
import { fasterSchema } from './validation/faster-schema.ts';
import { explain } from './validation/explain.ts';
import type { Invalid } from './validation/invalid.ts';

export type { Invalid } from './validation/invalid.ts';

export type Validation<T> = { ok: true; value: T } | { ok: false; invalid: Invalid };

/**
 * A validator of the schema; it never throws and never changes the value. The check itself is compiled at its first use;
 * only a value that fails is walked again to say where and why.
 */
export function compileValidator<S extends Type.TSchema>(schema: S): (value: unknown) => Validation<Type.Static<S>> {
  let check: ((value: unknown) => boolean) | undefined;
  return (value) => {
    check ??= compileCheck(schema);
    if (check(value)) return { ok: true, value: value as Type.Static<S> };
    return { ok: false, invalid: explain(schema, value) ?? { code: 'bad-request', path: '', detail: 'does not have the described form' } };
  };
}

function compileCheck(schema: Type.TSchema): (value: unknown) => boolean {
  const validator = Compile(fasterSchema(schema));
  return (value) => validator.Check(value);
}
