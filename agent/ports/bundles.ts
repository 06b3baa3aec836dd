/** The signed bundle as it travels and as it is kept: the text is what was signed. */
export interface BundleEnvelope {
  /** JSON text of the bundle */
  text: string;
  /** SHA-256 of `text` */
  hash: string;
  serial: number;
  /** Ed25519 over the UTF-8 bytes of `text`, base64 */
  signature: string;
  keyId: string;
}

/** Bundles that this till has activated; the newest is in service. */
export interface BundleStore {
  active(): BundleEnvelope | undefined;
  /** Any that was activated here */
  find(hash: string): BundleEnvelope | undefined;
  /** When it was put in service */
  activatedAtMs(): number | undefined;
  /** Atomically puts this one in service; the ones before are kept. */
  activate(envelope: BundleEnvelope, atMs: number): void;
}
