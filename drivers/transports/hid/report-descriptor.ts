/** Reads a HID report descriptor (HID 1.11, 6.2.2) as far as input reports go. What it does not know it steps over. */

/** One control of an input report. */
export interface ReportField {
  /** Usage page × 65,536 + usage */
  readonly usage: number;
  /** Counted from the first bit after the report's id */
  readonly bitOffset: number;
  readonly bits: number;
  /** So many of these stand one after the other */
  readonly count: number;
}

export interface InputReport {
  /** 0 where reports have no id, and then none is sent */
  readonly reportId: number;
  readonly fields: readonly ReportField[];
  readonly bits: number;
}

interface Draft {
  fields: ReportField[];
  bits: number;
}

interface Globals {
  usagePage: number;
  reportSize: number;
  reportCount: number;
  reportId: number;
}

/** A report of 64 KB would be a mistake in the descriptor. */
const maxReportBits = 524_288;

export function readReportDescriptor(bytes: Uint8Array): InputReport[] {
  const drafts = new Map<number, Draft>();
  let globals: Globals = { usagePage: 0, reportSize: 0, reportCount: 0, reportId: 0 };
  const kept: Globals[] = [];
  let usages: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const head = bytes[at] ?? 0;
    // A long item says its own length; nobody uses them.
    const size = head === 0xfe ? (bytes[at + 1] ?? 0) + 2 : [0, 1, 2, 4][head & 3] ?? 0;
    const value = unsigned(bytes.subarray(at + 1, at + 1 + size));
    switch (head & 0xfc) {
      case 0x04: globals = { ...globals, usagePage: value }; break;
      case 0x74: globals = { ...globals, reportSize: value }; break;
      case 0x94: globals = { ...globals, reportCount: value }; break;
      case 0x84: globals = { ...globals, reportId: value }; break;
      case 0xa4: if (kept.length < 16) kept.push(globals); break;
      case 0xb4: globals = kept.pop() ?? globals; break;
      case 0x08: if (usages.length < 1_024) usages.push(size === 4 ? value : globals.usagePage * 65_536 + value); break;
      case 0x80: addInput(drafts, globals, usages, (value & 1) === 1); usages = []; break;
      case 0x90: case 0xb0: case 0xa0: case 0xc0: usages = []; break;
      default: break;
    }
    at += 1 + size;
  }
  return [...drafts].map(([reportId, { fields, bits }]) => ({ reportId, fields, bits }));
}

/** Usages go to the controls in turn; the last one has the rest. A constant is padding. */
function addInput(drafts: Map<number, Draft>, { reportSize, reportCount, reportId }: Globals, usages: readonly number[], isPadding: boolean): void {
  const draft = drafts.get(reportId) ?? { fields: [], bits: 0 };
  drafts.set(reportId, draft);
  if (draft.bits + reportSize * reportCount > maxReportBits) return;
  if (!isPadding) {
    const named = usages.slice(0, reportCount);
    for (const [index, usage] of named.entries()) {
      const count = index === named.length - 1 ? reportCount - index : 1;
      draft.fields.push({ usage, bitOffset: draft.bits + index * reportSize, bits: reportSize, count });
    }
  }
  draft.bits += reportSize * reportCount;
}

function unsigned(bytes: Uint8Array): number {
  let value = 0;
  for (const [index, byte] of bytes.entries()) if (index < 4) value += byte * 256 ** index;
  return value;
}
