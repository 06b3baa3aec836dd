import type { Framed, Framer } from '../../framers/framer.ts';
import type { StripeLayout, TrackLayout } from './hid-stripe-layout.ts';

const startSentinels = { 1: 0x25, 2: 0x3b, 3: 0x2b } as const;
const endSentinel = 0x3f;
const sentinels: ReadonlySet<number> = new Set([0x25, 0x3b, 0x2b]);

/** Each `push` is one report, and a report is one swipe: its frame is what a reader that types would send, `%…?;…?+…?`, with the sentinels where the reader leaves them out. */
export function createHidStripeFramer(layouts: readonly StripeLayout[]): Framer {
  return {
    dueMs: undefined,
    push: (report) => {
      const layout = layouts.find(({ reportId }) => reportId === 0 || reportId === report[0]);
      if (layout === undefined) return [];
      const bytes = layout.tracks.flatMap((track) => [...withSentinels(track, trackIn(report, track))]);
      return bytes.length === 0 ? [] : [{ kind: 'frame', bytes: Uint8Array.from(bytes) } satisfies Framed];
    },
    tick: () => [],
  };
}

function trackIn(report: Uint8Array, { data, used }: TrackLayout): Uint8Array {
  const room = report.subarray(data.offset, data.offset + data.length);
  if (used !== undefined) return room.subarray(0, report[used] ?? 0);
  const end = room.indexOf(0);
  return end === -1 ? room : room.subarray(0, end);
}

function withSentinels({ track }: TrackLayout, bytes: Uint8Array): readonly number[] {
  const [first] = bytes;
  if (first === undefined) return [];
  return [...(sentinels.has(first) ? [] : [startSentinels[track]]), ...bytes, ...(bytes.includes(endSentinel) ? [] : [endSentinel])];
}
