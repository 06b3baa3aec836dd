/** Cards that the centre has blocked, whether or not this till has them cached. */
export interface BlockedCards {
  /** The view of the centre in which the card was blocked; undefined where the list does not name it. May name a good card by a chance of one in 10^15. */
  find(cardNumber: string): { epoch: string; cursor: number } | undefined;
}

/** The signed list as it travels and as it is kept: the text is what was signed. */
export interface BlockListEnvelope {
  /** JSON text of the list */
  text: string;
  /** SHA-256 of `text` */
  hash: string;
  /** Ed25519 over the UTF-8 bytes of `text`, base64 */
  signature: string;
  keyId: string;
}
