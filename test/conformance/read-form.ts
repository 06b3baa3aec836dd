import type Type from 'typebox';
import { compileValidator } from '../../agent/domain/validate.ts';
import { NotExpressible } from './suite.ts';

/** A reader of one peer's form: what the form does not know is refused by its place, so that no field is ever passed over in silence. */
export function formReader<S extends Type.TSchema>(peer: string, schema: S): (value: unknown) => Type.Static<S> {
  const validate = compileValidator(schema);
  return (value) => {
    const checked = validate(value);
    if (checked.ok) return checked.value;
    throw new NotExpressible(`The case says something that the translation from ${peer} does not know, at ${checked.invalid.path || '/'}: it ${checked.invalid.detail}.`);
  };
}
