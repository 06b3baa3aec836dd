import Type from 'typebox';
import { compileValidator } from '../../domain/validate.ts';
import { Id, Strict } from '../../domain/scalars.ts';
import { pinPattern } from '../../../sync/engine/pin-pattern.ts';
import { StartError } from '../start-error.ts';
import { readFileIfThere, writePrivateFile } from './private-file.ts';

/** Who this till is to the centre: what enrolment answered. */
export const TillIdentity = Strict({
  tillId: Id,
  tillName: Type.String(),
  storeId: Id,
  /** Bearer token for the centre */
  token: Type.String({ minLength: 20 }),
  centralUrl: Type.String({ minLength: 1 }),
  /** The only TLS key that this till takes for the centre's: SHA-256 of its SPKI DER, base64. Without it the certificate is judged by the system's authorities */
  centralPin: Type.Optional(Type.String({ pattern: pinPattern, description: 'a SHA-256 in base64: 44 characters' })),
  /** Ed25519 key that signs bundles, SPKI DER in base64 */
  rootPublicKey: Type.String({ minLength: 40 }),
  keyId: Type.String(),
});
export type TillIdentity = Type.Static<typeof TillIdentity>;

const validate = compileValidator(TillIdentity);

/** Undefined where the till was never enrolled. A damaged file throws `StartError`: guessing an identity would fork the journal. */
export function readIdentity(path: string): TillIdentity | undefined {
  const text = readFileIfThere(path);
  if (text === undefined) return undefined;
  const read = validate(parse(text));
  if (!read.ok) throw new StartError('home-unusable', `${path} is damaged at ${read.invalid.path || 'its start'}: ${read.invalid.detail}`);
  return read.value;
}

export function writeIdentity(path: string, identity: TillIdentity): void {
  writePrivateFile(path, `${JSON.stringify(identity, null, 2)}\n`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
