import { describe, expect, test } from 'vitest';
import { createFramer } from '../../../drivers/framers/framing.ts';
import type { Framed } from '../../../drivers/framers/framer.ts';
import type { Framing } from '../../../drivers/framers/framing.ts';

const limits = { maxBytes: 40, timeoutMs: 500 };
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const texts = (framed: readonly Framed[]): string[] => framed.flatMap((one) => (one.kind === 'frame' ? [Buffer.from(one.bytes).toString('latin1')] : []));
const reasons = (framed: readonly Framed[]): string[] => framed.flatMap((one) => (one.kind === 'dropped' ? [one.why] : []));

interface Case {
  readonly name: string;
  readonly framing: Framing;
  readonly wrap: (text: string) => string;
  /** Something before a frame that is none */
  readonly garbage: string;
}

const cases: readonly Case[] = [
  { name: 'CR', framing: { kind: 'suffix', suffix: 'cr' }, wrap: (text) => `${text}\r`, garbage: '\u0000\u0011' },
  { name: 'LF', framing: { kind: 'suffix', suffix: 'lf' }, wrap: (text) => `${text}\n`, garbage: '\u0000\u0011' },
  { name: 'CRLF', framing: { kind: 'suffix', suffix: 'crlf' }, wrap: (text) => `${text}\r\n`, garbage: '\u0000\u0011' },
  { name: 'TAB', framing: { kind: 'suffix', suffix: 'tab' }, wrap: (text) => `${text}\t`, garbage: '\u0000\u0011' },
  { name: 'ETX', framing: { kind: 'suffix', suffix: 'etx' }, wrap: (text) => `${text}\u0003`, garbage: '\u0000\u0011' },
  { name: 'STX–ETX', framing: { kind: 'stx-etx' }, wrap: (text) => `\u0002${text}\u0003`, garbage: 'noise\u0003' },
  { name: 'a length of one byte after a start', framing: { kind: 'length', lengthBytes: 1, byteOrder: 'big', start: 0x7e }, wrap: (text) => `~${String.fromCharCode(text.length)}${text}`, garbage: 'noise' },
  { name: 'a length of two bytes, big end first', framing: { kind: 'length', lengthBytes: 2, byteOrder: 'big' }, wrap: (text) => `\u0000${String.fromCharCode(text.length)}${text}`, garbage: '\u0000' },
  { name: 'a length of two bytes, little end first', framing: { kind: 'length', lengthBytes: 2, byteOrder: 'little' }, wrap: (text) => `${String.fromCharCode(text.length)}\u0000${text}`, garbage: '\u0000\u0000' },
];

describe.each(cases)('frames with $name', ({ framing, wrap, garbage }) => {
  test('come whole', () => {
    const framer = createFramer(framing, limits);
    expect(texts(framer.push(bytes(wrap('4601234567893')), 0))).toEqual(['4601234567893']);
    expect(framer.dueMs).toBeUndefined();
  });
  test('come byte by byte, with no byte of patience more than needed', () => {
    const framer = createFramer(framing, limits);
    const all = bytes(wrap('01\u001d9'));
    const seen = [...all].map((byte, index) => texts(framer.push(Uint8Array.of(byte), index)));
    expect(seen.at(-1)).toEqual(['01\u001d9']);
    expect(seen.slice(0, -1).flat()).toEqual([]);
  });
  test('come split at every place', () => {
    const all = bytes(wrap('AB12') + wrap('CD34'));
    for (let at = 0; at <= all.length; at += 1) {
      const framer = createFramer(framing, limits);
      expect(texts([...framer.push(all.subarray(0, at), 0), ...framer.push(all.subarray(at), 1)])).toEqual(['AB12', 'CD34']);
    }
  });
  test('come two in one chunk, and the begin of a third is kept', () => {
    const framer = createFramer(framing, limits);
    const third = bytes(wrap('three'));
    expect(texts(framer.push(Uint8Array.of(...bytes(wrap('one') + wrap('two')), ...third.subarray(0, -1)), 0))).toEqual(['one', 'two']);
    expect(texts(framer.push(third.subarray(-1), 1))).toEqual(['three']);
  });
  test('come after garbage', () => {
    const framer = createFramer(framing, limits);
    const framed = framer.push(bytes(garbage + wrap('4600000000015')), 0);
    expect(texts(framed)).toEqual(['4600000000015']);
    expect(reasons(framed)).toContain('garbage');
  });
  test('of more than the limit are thrown away; the next one comes', () => {
    const framer = createFramer(framing, limits);
    const framed = [...framer.push(bytes(wrap('x'.repeat(30))), 0), ...framer.push(bytes(wrap('y'.repeat(41))), 1), ...framer.tick(600), ...framer.push(bytes(wrap('z'.repeat(40))), 601)];
    expect(texts(framed)).toEqual(['x'.repeat(30), 'z'.repeat(40)]);
    expect(reasons(framed)).toContain('oversize');
  });
  test('that stop half way are thrown away after the time-out and join nothing', () => {
    const framer = createFramer(framing, limits);
    const half = bytes(wrap('lost')).subarray(0, 3);
    expect(framer.push(half, 100)).toEqual([]);
    expect(framer.dueMs).toBe(600);
    expect(framer.tick(599)).toEqual([]);
    expect(reasons(framer.tick(600))).toEqual(['timeout']);
    expect(texts(framer.push(bytes(wrap('next')), 601))).toEqual(['next']);
  });
  test('are judged by time even where nobody asked in between', () => {
    const framer = createFramer(framing, limits);
    framer.push(bytes(wrap('lost')).subarray(0, 3), 0);
    expect(texts(framer.push(bytes(wrap('next')), 5_000))).toEqual(['next']);
  });
  test('without anything in them are no frames', () => {
    const framer = createFramer(framing, limits);
    expect(texts([...framer.push(bytes(wrap('')), 0), ...framer.tick(1_000)])).toEqual([]);
  });
});

describe('pairs of ends', () => {
  test('a scanner that sends CR LF is understood by CR and by LF alone', () => {
    for (const suffix of ['cr', 'lf'] as const) {
      const framer = createFramer({ kind: 'suffix', suffix }, limits);
      const framed = [...framer.push(bytes('one\r\ntwo\r\n'), 0), ...framer.push(bytes('three\r\n'), 1)];
      expect(texts(framed)).toEqual(['one', 'two', 'three']);
      expect(reasons(framed)).toEqual([]);
    }
  });
  test('with CRLF a lone CR or LF is part of the code, also at the end of a chunk', () => {
    const framer = createFramer({ kind: 'suffix', suffix: 'crlf' }, limits);
    expect(texts([...framer.push(bytes('a\nb\rc\r'), 0), ...framer.push(bytes('\nd\r\n'), 1)])).toEqual(['a\nb\rc', 'd']);
  });
  test('an STX that a scanner puts before a code with a suffix is no part of it', () => {
    expect(createFramer({ kind: 'suffix', suffix: 'cr' }, limits).push(bytes('\u0002123\r'), 0)).toEqual([{ kind: 'frame', bytes: bytes('123') }]);
  });
  test.each(['AB12\u0000\u0000\r', 'AB12\t\r', 'AB12\u0003\r', '\u0002AB12\u0003\r\n', '\u0000AB12\n\u0000\r'])('what fills up behind a code is no part of it: %j', (text) => {
    for (const chunk of [1, 2, 100]) {
      const framer = createFramer({ kind: 'suffix', suffix: 'cr' }, limits);
      const all = [...bytes(text)];
      expect(texts(Array.from({ length: Math.ceil(all.length / chunk) }, (_, index) => framer.push(Uint8Array.from(all.slice(index * chunk, (index + 1) * chunk)), index)).flat())).toEqual(['AB12']);
    }
  });
  test('the GS and the EOT at the end of a code stay', () => {
    expect(texts(createFramer({ kind: 'suffix', suffix: 'cr' }, limits).push(bytes('AB\u001d\r[)>\u001e06\u001dP1\u001e\u0004\r'), 0))).toEqual(['AB\u001d', '[)>\u001e06\u001dP1\u001e\u0004']);
  });
  test('a second STX begins the frame anew', () => {
    const framer = createFramer({ kind: 'stx-etx' }, limits);
    expect(texts([...framer.push(bytes('\u0002lost'), 0), ...framer.push(bytes('\u0002whole\u0003'), 1)])).toEqual(['whole']);
  });
});

describe('frames that only silence ends', () => {
  const make = () => createFramer({ kind: 'idle', idleMs: 50 }, limits);
  test('are over when nothing came for so long', () => {
    const framer = make();
    expect(framer.push(bytes('460'), 0)).toEqual([]);
    expect(framer.push(bytes('0001'), 49)).toEqual([]);
    expect(framer.dueMs).toBe(99);
    expect(framer.tick(98)).toEqual([]);
    expect(texts(framer.tick(99))).toEqual(['4600001']);
    expect(framer.dueMs).toBeUndefined();
  });
  test('are over when the next one comes later, though nobody asked', () => {
    const framer = make();
    framer.push(bytes('one'), 0);
    expect(texts(framer.push(bytes('two'), 60))).toEqual(['one']);
    expect(texts(framer.tick(110))).toEqual(['two']);
  });
  test('of more than the limit are thrown away whole', () => {
    const framer = make();
    framer.push(bytes('x'.repeat(39)), 0);
    framer.push(bytes('xx'), 10);
    framer.push(bytes('x'), 20);
    expect(framer.tick(100)).toEqual([{ kind: 'dropped', why: 'oversize', count: 42 }]);
    framer.push(bytes('good'), 200);
    expect(texts(framer.tick(250))).toEqual(['good']);
  });
});
