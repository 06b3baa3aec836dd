/** The signed list of who may sign in, as it travels and as it is kept: the text is what was signed. */
export interface StaffListEnvelope {
  /** JSON text of the list */
  text: string;
  /** SHA-256 of `text` */
  hash: string;
  /** Ed25519 over the UTF-8 bytes of `text`, base64 */
  signature: string;
  keyId: string;
}
