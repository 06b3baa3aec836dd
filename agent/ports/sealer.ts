import type { SealedBlob } from '../domain/operations/sealed-blob.ts';

/** Seals personal fields so that only the centre can read them (ADR 0025). */
export interface Sealer {
  /** `sealedTo` names the centre's key. Undefined while this till has never been told one. */
  seal(text: string): { blob: SealedBlob; sealedTo: string } | undefined;
}
