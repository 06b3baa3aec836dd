import { canonicalJson } from '../../agent/domain/canonical-json.ts';

/** The till's own key hands over to another. */
export interface TillKeyChange {
  tillId: string;
  /** Ed25519, SPKI DER in base64, like `to` */
  from: string;
  to: string;
}

/** The text that the old key signs. */
export function tillKeyChangeText({ tillId, from, to }: TillKeyChange): string {
  return canonicalJson({ type: 'till-key-change', tillId, from, to });
}
