import type { Observable } from 'rxjs';
import type { FrameOptions } from '../scanners/decode-frame.ts';

/** How bytes reach us from a device that the agent itself opens. */
export type TransportName = 'serial' | 'hid' | 'replay';

/** A port that exists now, as its system describes it. */
export interface FoundPort {
  readonly transport: TransportName;
  /** What it is opened by; it may be another one after the device was plugged in again */
  readonly path: string;
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serialNumber?: string;
  /** As the device calls itself */
  readonly label?: string;
  readonly hid?: { readonly usagePage: number; readonly usage: number };
}

export type Parity = 'none' | 'even' | 'odd';

/** Ignored by transports that have no line. */
export interface LineSettings {
  readonly baud: number;
  readonly dataBits: 7 | 8;
  readonly parity: Parity;
  readonly stopBits: 1 | 2;
}

/**
 * `open` comes first and once. `atMs` is the machine's clock. `held`: the device sent more than any scanner does, and is read more slowly now, so that what follows may be
 * old; the bytes before it were handed on. `readAs`: how a recorded frame is read, whatever the device is set to.
 */
export type TransportEvent =
  | { readonly kind: 'open'; readonly reportDescriptor?: Uint8Array }
  | { readonly kind: 'data'; readonly bytes: Uint8Array; readonly atMs: number; readonly readAs?: FrameOptions }
  | { readonly kind: 'held'; readonly atMs: number };

/** What can be opened and read. Nothing is loaded before the first call. */
export interface Transport {
  readonly name: TransportName;
  /**
   * What is there now, and which of these paths exist that the system does not list (links, pseudo-terminals, recordings). Rejects with a `DeviceFault`: `unsupported` with `library-missing` where this machine cannot have the transport at all.
   */
  list(paths: readonly string[]): Promise<readonly FoundPort[]>;
  /**
   * Opens on subscription, closes on unsubscription, and lets nobody wait for it. It ends with a `DeviceFault`, or completes where a recording is over.
   * The same path is opened again only after it was closed, whoever asks.
   */
  open(path: string, line: LineSettings): Observable<TransportEvent>;
}
