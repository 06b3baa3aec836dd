/** Finds accounts by telephone without knowing whose numbers they are (DESIGN §9). */
export interface PhoneHasher {
  /** The hashes that rows of this number may carry: by the latest key, and by the one before while rows are hashed anew. None where this till has never been told a key. */
  hashesOf(number: string): readonly string[];
}
