import type Type from 'typebox';
import { compileValidator } from '../../domain/validate.ts';
import { CliFailure, wrongFile } from '../cli-failure.ts';
import { readJsonOfUser } from '../read-json-file.ts';

/** A word that a user gave, by its schema; `what` names it: "--sku". */
export function checkedValue<S extends Type.TSchema>(schema: S, value: unknown, what: string): Type.Static<S> {
  const checked = compileValidator(schema)(value);
  if (!checked.ok) throw new CliFailure(checked.invalid.code, `${what} ${checked.invalid.detail}`);
  return checked.value;
}

/** A JSON file that a user named, by its schema. */
export function readCheckedJson<S extends Type.TSchema>(schema: S, what: string, path: string): Type.Static<S> {
  const checked = compileValidator(schema)(readJsonOfUser(what, path));
  if (!checked.ok) throw wrongFile(checked.invalid.code, what, { file: path, path: checked.invalid.path, detail: checked.invalid.detail });
  return checked.value;
}
