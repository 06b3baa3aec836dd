import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import Type from 'typebox';
import { Strict } from '../../../agent/domain/scalars.ts';
import { compileValidator } from '../../../agent/domain/validate.ts';
import { SignedRotation } from '../../protocol/root-rotation.ts';
import { CentralStartError } from '../central-start-error.ts';
import { syncFolder } from './sync-folder.ts';

/** A link as a home keeps it. `handedOver`: what sealing keys were wrapped by under the old key, wrapped by the new one, because the old one is gone. */
const KeptRotation = Strict({ ...SignedRotation.properties, handedOver: Type.String({ minLength: 1 }) });
export type KeptRotation = Type.Static<typeof KeptRotation>;

const validate = compileValidator(Type.Array(KeptRotation));

/**
 * The chain of rotations beside the key, which tells nobody anything without the key: a database that is restored from before a rotation is told by it what the tills know already.
 * A link may stand here that never came into force; only the database says which did.
 */
export function readRotationFile(path: string): KeptRotation[] {
  if (!existsSync(path)) return [];
  const read = validate(parse(readFileSync(path, 'utf8')));
  if (!read.ok) throw new CentralStartError('home-unusable', `${path} is damaged at ${read.invalid.path || 'its start'}: ${read.invalid.detail}`);
  return read.value;
}

/** Adds a link in the place of one from the same key, if there is any: that one was cut off. On the disk when this returns. */
export function keepRotation(path: string, rotation: KeptRotation): void {
  const kept = [...readRotationFile(path).filter(({ from }) => from !== rotation.from), rotation];
  const unfinished = `${path}.new`;
  const file = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(kept, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
  syncFolder(dirname(path));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
