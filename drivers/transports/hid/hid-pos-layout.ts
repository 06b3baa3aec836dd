import { readReportDescriptor } from './report-descriptor.ts';
import type { ReportField } from './report-descriptor.ts';

export const scannerUsage = { usagePage: 0x8c, usage: 0x02 } as const;

const usages = { byteCount: 0x01_003b, symbologyFirst: 0x8c_00fb, symbologyLast: 0x8c_00fd, data: 0x8c_00fe, continued: 0x8c_00ff } as const;

/** Where a scanned-data report has what; offsets are bytes from the start of the report as it is read, its id included. */
export interface HidPosLayout {
  /** 0 where reports have no id */
  readonly reportId: number;
  readonly byteCount?: { readonly offset: number; readonly bytes: 1 | 2 };
  /** Offset of the AIM identifier's three bytes */
  readonly symbology?: number;
  readonly data: { readonly offset: number; readonly length: number };
  readonly continued?: { readonly offset: number; readonly mask: number };
}

/** The layouts of scanned data that a descriptor has; none where it is no scanner's. */
export function layoutsOf(descriptor: Uint8Array): HidPosLayout[] {
  return readReportDescriptor(descriptor).flatMap(({ reportId, fields }) => {
    const idBits = reportId === 0 ? 0 : 8;
    const offsetOf = ({ bitOffset }: ReportField): number => (bitOffset + idBits) >> 3;
    const data = fields.find(({ usage, bits }) => usage === usages.data && bits === 8);
    if (data === undefined) return [];
    const byteCount = fields.find(({ usage, bits }) => usage === usages.byteCount && (bits === 8 || bits === 16));
    const symbology = fields.find(({ usage }) => usage === usages.symbologyFirst);
    const hasAllThree = fields.some(({ usage }) => usage === usages.symbologyLast);
    const continued = fields.find(({ usage }) => usage === usages.continued);
    return [{
      reportId,
      data: { offset: offsetOf(data), length: data.count },
      ...(byteCount === undefined ? {} : { byteCount: { offset: offsetOf(byteCount), bytes: byteCount.bits === 8 ? 1 : 2 } as const }),
      ...(symbology === undefined || !hasAllThree ? {} : { symbology: offsetOf(symbology) }),
      ...(continued === undefined ? {} : { continued: { offset: offsetOf(continued), mask: 1 << ((continued.bitOffset + idBits) & 7) } }),
    }];
  });
}

/** Report 2 with symbology, data and flags: the commonest, for systems that do not tell a descriptor. */
export const plainLayout: HidPosLayout = { reportId: 2, symbology: 1, data: { offset: 4, length: 56 }, continued: { offset: 60, mask: 1 } };
const closingBracket = 0x5d;

/** Without a descriptor: a report says by the place of its AIM identifier whether a count of bytes comes first. */
export function guessLayout(report: Uint8Array): HidPosLayout {
  const dataLength = report.length - 6;
  const isCounted = report[2] === closingBracket || (report[1] !== closingBracket && report.length >= 62);
  if (!isCounted || dataLength < 1) return { ...plainLayout, data: { offset: 4, length: Math.max(0, Math.min(56, report.length - 5)) }, continued: { offset: Math.max(4, report.length - 1), mask: 1 } };
  return { reportId: 2, byteCount: { offset: 1, bytes: 1 }, symbology: 2, data: { offset: 5, length: dataLength }, continued: { offset: report.length - 1, mask: 1 } };
}
