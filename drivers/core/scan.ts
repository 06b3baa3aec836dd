import type { Symbology } from './symbology.ts';

/** How a code came in. */
export type ScanSource = 'serial' | 'hid' | 'wedge' | 'camera' | 'magstripe' | 'replay';

/** One code as a scanner read it: nothing here knows what it stands for. */
export interface Scan {
  /** Without prefix and terminator; a GS (U+001D) in it is kept */
  readonly text: string;
  /** The text with what was taken off its front by a letter alone, which may belong to the code: whoever does not know `text` asks for this */
  readonly asSent?: string;
  /** Absent where the scanner does not say */
  readonly symbology?: Symbology;
  readonly source: ScanSource;
  /** When its last byte was there, in milliseconds since 1970 by the clock of the machine */
  readonly atMs: number;
  /** The bytes of the frame, for technicians; none of a magnetic stripe */
  readonly raw: Uint8Array;
  /** Digits that may be a bank card's number: whoever keeps or shows scans leaves this one's text and bytes out */
  readonly mayBePayment?: true;
  /** Which of our devices read it; absent for the page's */
  readonly deviceId?: string;
}
