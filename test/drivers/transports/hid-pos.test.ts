import { describe, expect, test } from 'vitest';
import { createHidPosFramer } from '../../../drivers/transports/hid/hid-pos-framer.ts';
import { layoutsOf } from '../../../drivers/transports/hid/hid-pos-layout.ts';
import type { HidPosLayout } from '../../../drivers/transports/hid/hid-pos-layout.ts';
import type { Framed } from '../../../drivers/framers/framer.ts';

const limits = { maxBytes: 400, timeoutMs: 500 };
/** Report 2: symbology of three bytes, 56 bytes of data, one bit that says whether more follows. */
const plain = Uint8Array.from(Buffer.from('058c0902a1018502150026ff007508950109fb810209fc810209fd8102953809fe82020175019501250109ff810275078103c0', 'hex'));
/** The same with a byte count first, in a nested collection. */
const counted = Uint8Array.from([5, 140, 9, 2, 161, 1, 133, 2, 9, 18, 161, 2, 21, 0, 38, 255, 0, 117, 8, 149, 1, 5, 1, 9, 59, 129, 2, 149, 3, 5, 140, 9, 251, 9, 252, 9, 253, 129, 2, 149, 56, 9, 254, 130, 2, 1, 37, 1, 117, 1, 149, 1, 9, 255, 129, 2, 117, 7, 129, 3, 192, 192]);
/** A keyboard: modifiers, LEDs, six keys. */
const keyboard = Uint8Array.from(Buffer.from('05010906a101050719e029e71500250175019508810295017508810395057501050819012905910295017503910395067508150025650507190029658100c0', 'hex'));

const texts = (framed: readonly Framed[]): string[] => framed.flatMap((one) => (one.kind === 'frame' ? [Buffer.from(one.bytes).toString('latin1')] : []));
const plainReport = (aim: string, data: string, isContinued = false): Uint8Array => {
  const report = Buffer.alloc(61);
  report[0] = 2;
  report.write(`${aim}${data}`, 1, 'latin1');
  report[60] = isContinued ? 1 : 0;
  return report;
};
const countedReport = (aim: string, data: string, isContinued = false): Uint8Array => {
  const report = Buffer.alloc(62);
  report.set([2, data.length]);
  report.write(`${aim}${data}`, 2, 'latin1');
  report[61] = isContinued ? 1 : 0;
  return report;
};

describe('the layout that a descriptor has', () => {
  test('plain', () => {
    expect(layoutsOf(plain)).toEqual<HidPosLayout[]>([{ reportId: 2, symbology: 1, data: { offset: 4, length: 56 }, continued: { offset: 60, mask: 1 } }]);
  });
  test('with a count, nested', () => {
    expect(layoutsOf(counted)).toEqual<HidPosLayout[]>([{ reportId: 2, byteCount: { offset: 1, bytes: 1 }, symbology: 2, data: { offset: 5, length: 56 }, continued: { offset: 61, mask: 1 } }]);
  });
  test('a keyboard has none', () => {
    expect(layoutsOf(keyboard)).toEqual([]);
  });
  test('a descriptor that is cut off anywhere throws nothing', () => {
    for (let length = 0; length < counted.length; length += 1) expect(() => layoutsOf(counted.subarray(0, length))).not.toThrow();
  });
});

describe.each([
  ['by the descriptor', (descriptor: Uint8Array) => layoutsOf(descriptor)],
  ['where the system tells none', () => []],
] as const)('reports, read %s', (_how, layouts) => {
  test('the padding of a plain one is no data', () => {
    expect(texts(createHidPosFramer(layouts(plain), limits).push(plainReport(']E0', '5901234123457'), 0))).toEqual([']E05901234123457']);
  });
  test('a plain one that is full goes on in the next', () => {
    const framer = createHidPosFramer(layouts(plain), limits);
    expect(framer.push(plainReport(']Q1', 'x'.repeat(56), true), 0)).toEqual([]);
    expect(texts(framer.push(plainReport(']Q1', 'end'), 1))).toEqual([`]Q1${'x'.repeat(56)}end`]);
  });
  test('a count is honoured: NULs may be data, and 120 characters come in three', () => {
    const framer = createHidPosFramer(layouts(counted), limits);
    expect(texts(framer.push(countedReport(']d1', 'a\u0000b\u0000'), 0))).toEqual([']d1a\u0000b\u0000']);
    const long = Array.from({ length: 120 }, (_, index) => String.fromCharCode(65 + (index % 26))).join('');
    const framed = [framer.push(countedReport(']Q1', long.slice(0, 56), true), 1), framer.push(countedReport(']Q1', long.slice(56, 112), true), 2), framer.push(countedReport(']Q1', long.slice(112)), 3)];
    expect(framed.map(texts)).toEqual([[], [], [`]Q1${long}`]]);
  });
});

describe('reports that are wrong', () => {
  const make = () => createHidPosFramer(layoutsOf(counted), limits);
  test('a count beyond the report is garbage', () => {
    const report = countedReport(']E0', '123');
    report[1] = 200;
    expect(make().push(report, 0)).toMatchObject([{ kind: 'dropped', why: 'garbage' }]);
  });
  test('a report of another kind is none of ours', () => {
    expect(make().push(Uint8Array.of(9, 1, 2, 3), 0)).toEqual([]);
  });
  test('a scan that never ends is thrown away by size, and the next one comes', () => {
    const framer = make();
    for (let index = 0; index < 20; index += 1) expect(texts(framer.push(countedReport(']Q1', 'x'.repeat(56), true), index))).toEqual([]);
    expect(framer.push(countedReport(']Q1', 'x'), 20)).toMatchObject([{ kind: 'dropped', why: 'oversize' }]);
    expect(texts(framer.push(countedReport(']Q1', 'next'), 21))).toEqual([']Q1next']);
  });
  test('and by time', () => {
    const framer = make();
    framer.push(countedReport(']Q1', 'lost', true), 0);
    expect(framer.dueMs).toBe(500);
    expect(framer.tick(500)).toMatchObject([{ kind: 'dropped', why: 'timeout' }]);
    expect(texts(framer.push(countedReport(']Q1', 'next'), 501))).toEqual([']Q1next']);
  });
  test('a scanner that names no symbology is read without', () => {
    expect(texts(make().push(countedReport('\u0000\u0000\u0000', '460'), 0))).toEqual(['460']);
  });
  test('shorter than its head throws nothing', () => {
    for (let length = 0; length < 6; length += 1) expect(() => make().push(countedReport(']E0', '1').subarray(0, length), 0)).not.toThrow();
  });
});
