/** A pin: SHA-256 over the SPKI DER of the centre's TLS key, base64, as `curl --pinnedpubkey sha256//…` takes it. */
export const pinPattern = '^[A-Za-z0-9+/]{43}=$';
