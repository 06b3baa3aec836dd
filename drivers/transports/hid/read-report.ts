import type { HidPosLayout } from './hid-pos-layout.ts';

export type ReadReport =
  | { readonly ok: true; readonly aim?: Uint8Array; readonly data: Uint8Array; readonly isContinued: boolean }
  /** `other-report`: a status or another collection, which is none of ours */
  | { readonly ok: false; readonly why: 'other-report' | 'too-short' | 'count-beyond-report' };

/** Reads one scanned-data report. With a count the data may hold NULs; without one the NULs at its end are padding. */
export function readReport(layout: HidPosLayout, report: Uint8Array): ReadReport {
  if (layout.reportId !== 0 && report[0] !== layout.reportId) return { ok: false, why: 'other-report' };
  const { data, byteCount, symbology, continued } = layout;
  const available = Math.min(data.length, report.length - data.offset);
  if (available < 0) return { ok: false, why: 'too-short' };
  const count = byteCount === undefined ? undefined : countIn(report, byteCount);
  if (count !== undefined && count > available) return { ok: false, why: 'count-beyond-report' };
  const room = report.subarray(data.offset, data.offset + available);
  const used = count === undefined ? room.subarray(0, unpadded(room)) : room.subarray(0, count);
  const aim = symbology === undefined ? undefined : report.subarray(symbology, symbology + 3);
  return {
    ok: true,
    data: used,
    isContinued: continued !== undefined && ((report[continued.offset] ?? 0) & continued.mask) !== 0,
    // A scanner that cannot say sends NULs.
    ...(aim === undefined || aim[0] !== 0x5d ? {} : { aim }),
  };
}

function countIn(report: Uint8Array, { offset, bytes }: { offset: number; bytes: 1 | 2 }): number {
  return (report[offset] ?? 0) + (bytes === 2 ? (report[offset + 1] ?? 0) * 256 : 0);
}

function unpadded(bytes: Uint8Array): number {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length -= 1;
  return length;
}
