import { sha256, certify, rawOf, root, idOf, keyOf, toolsOf, trusting } from '../../domain/returns/slip/kit.ts';
import type { Slips } from '../../../agent/ports/slips.ts';

/** A till that the centre has not vouched for, and that believes nobody's slips. */
export const noSlips: Slips = {
  certificate: () => undefined,
  sign: () => new Uint8Array(),
  sha256,
  keys: { ...trusting(), root: () => undefined },
};

/** A till of the chain of the tests, with a key of its own. */
export function slipsOf(tillId: string, revoked: readonly string[] = []): Slips {
  const key = keyOf(tillId);
  const certificate = certify({ tillId, publicKey: rawOf(key), rootKeyId: idOf(root) });
  return {
    certificate: () => certificate,
    sign: (text) => toolsOf(certificate, key).sign(text),
    sha256,
    keys: trusting({ isRevoked: (publicKey) => revoked.some((name) => Buffer.from(rawOf(keyOf(name))).equals(Buffer.from(publicKey))) }),
  };
}
