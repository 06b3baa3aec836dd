import type { Symbology } from '../domain/codes/symbology.ts';

/** A code that a device of this till has read, before anybody knows what it stands for. */
export interface ReadCode {
  readonly text: string;
  /** The text with what was taken off its front by a letter alone, which may belong to the code */
  readonly asSent?: string;
  /** As in `ean-13`; absent where the scanner does not say */
  readonly symbology?: Symbology;
  /** `serial`, `hid`, `magstripe` or `replay` */
  readonly source: string;
  readonly deviceId?: string;
  /** The bytes of the frame; absent for magnetic stripes */
  readonly rawHex?: string;
}

/** The scanners of this till. */
export interface Scans {
  /** Each code as it comes, in order. @returns what ends it */
  onCode(listener: (code: ReadCode) => void): () => void;
}
