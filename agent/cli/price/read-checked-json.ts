import type Type from 'typebox';
import { compileValidator } from '../../domain/validate.ts';
import { CliFailure } from '../cli-failure.ts';
import { readJsonOfUser } from '../read-json-file.ts';

/** A value that a user gave, by its schema; `what` names it: "the customer x.json". */
export function checkedValue<S extends Type.TSchema>(schema: S, value: unknown, what: string): Type.Static<S> {
  const checked = compileValidator(schema)(value);
  if (!checked.ok) throw new CliFailure(checked.invalid.code, `${what} is wrong at ${checked.invalid.path || '/'}: ${checked.invalid.detail}`);
  return checked.value;
}

/** A JSON file that a user named, by its schema. */
export function readCheckedJson<S extends Type.TSchema>(schema: S, what: string, path: string): Type.Static<S> {
  return checkedValue(schema, readJsonOfUser(what, path), `the ${what} ${path}`);
}
