import type { SignedCertificate } from '../domain/returns/slip/certificate.ts';
import type { TrustedKeys } from '../domain/returns/slip/judge-code.ts';

/** How slips are signed here, and whose are believed. */
export interface Slips {
  /** Of this till's key of the moment; undefined until the centre has given one, and while it knows another key */
  certificate(): SignedCertificate | undefined;
  /** Ed25519 by this till's key over the UTF-8 bytes, 64 bytes */
  sign(text: string): Uint8Array;
  sha256(bytes: Uint8Array): Uint8Array;
  readonly keys: TrustedKeys;
}
