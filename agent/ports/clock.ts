import type { BusinessTime, ClockQuality } from '../domain/time/business-time.ts';

/** The till's idea of now. `atMs` is trusted time, `wallMs` what the machine's clock says; they differ when somebody sets the clock. */
export interface TrustedNow {
  atMs: number;
  wallMs: number;
  clock: ClockQuality;
}

export interface Clock {
  now(): TrustedNow;
  /** That instant in the store's zone. `timeZone` is an IANA name; an unknown one throws. */
  businessTime(atMs: number, timeZone: string): BusinessTime;
}
