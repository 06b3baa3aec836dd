/** What a framer makes of bytes: a frame without its marks, or what was thrown away and why. */
export type Framed =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'dropped'; readonly why: 'garbage' | 'oversize' | 'timeout'; readonly count: number };

/** Where frames begin and end in a stream of bytes; each opening of a line has its own. It knows no clock, keeps `maxBytes` of one frame at most, and throws at nothing. */
export interface Framer {
  /** The next bytes. A frame may lie in memory of `chunk`: whoever keeps it copies it. */
  push(chunk: Uint8Array, atMs: number): readonly Framed[];
  /** To be called when `dueMs` has passed and nothing came */
  tick(nowMs: number): readonly Framed[];
  /** When what lies here half done is over; undefined while nothing does */
  readonly dueMs: number | undefined;
}

export interface FramerLimits {
  /** A frame that is longer is thrown away whole */
  readonly maxBytes: number;
  /** Half a frame that gets no more bytes for so long is thrown away, so that it never joins the next one */
  readonly timeoutMs: number;
}

/** No linear code, and no QR of a phone, is longer; a scanner sends 4 KB within a second at 38,400 baud. */
export const defaultLimits: FramerLimits = { maxBytes: 4_096, timeoutMs: 1_000 };
