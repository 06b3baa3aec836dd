import { readReportDescriptor } from './report-descriptor.ts';

/** The page of magnetic stripe readers in the HID usage tables, and what of it we read */
export const stripeUsage = { usagePage: 0x8e, usage: 0x01 } as const;

/** Where a report has one track; offsets are bytes from the start of the report as it is read, its id included. */
export interface TrackLayout {
  readonly track: 1 | 2 | 3;
  readonly data: { readonly offset: number; readonly length: number };
  /** Offset of the byte that says how much of it is used; without one the NULs at its end are padding */
  readonly used?: number;
}

export interface StripeLayout {
  /** 0 where reports have no id */
  readonly reportId: number;
  readonly tracks: readonly TrackLayout[];
}

const page = stripeUsage.usagePage * 65_536;
const tracks = [1, 2, 3] as const;

/** The layouts of swipes that a descriptor has; none where it is no reader of stripes. */
export function stripeLayoutsOf(descriptor: Uint8Array): StripeLayout[] {
  return readReportDescriptor(descriptor).flatMap(({ reportId, fields }) => {
    const idBits = reportId === 0 ? 0 : 8;
    const found = tracks.flatMap((track): TrackLayout[] => {
      const data = fields.find(({ usage, bits }) => usage === page + 0x20 + track && bits === 8);
      const used = fields.find(({ usage, bits }) => usage === page + 0x10 + track && bits === 8);
      if (data === undefined) return [];
      return [{ track, data: { offset: (data.bitOffset + idBits) >> 3, length: data.count }, ...(used === undefined ? {} : { used: (used.bitOffset + idBits) >> 3 }) }];
    });
    return found.length === 0 ? [] : [{ reportId, tracks: found }];
  });
}
