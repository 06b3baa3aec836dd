import { describe, expect, test } from 'vitest';
import { decodeFrame } from '../../../drivers/scanners/decode-frame.ts';

describe('a frame becomes text by its charset', () => {
  test('a GS stays where it was', () => {
    expect(decodeFrame(new Uint8Array([0x30, 0x31, 0x1d, 0x39]), { prefix: 'none', charset: 'utf-8' })).toMatchObject({ ok: true, text: '01\u001d9' });
  });
  test.each([
    ['utf-8', [0xd0, 0x96], 'Ж'],
    ['windows-1251', [0xc6], 'Ж'],
    ['latin1', [0x93, 0xe9], '\u0093é'],
  ] as const)('%s', (charset, bytes, text) => {
    expect(decodeFrame(new Uint8Array(bytes), { prefix: 'none', charset })).toMatchObject({ ok: true, text });
  });
  test('bytes that the charset does not have are a fault, not an exception', () => {
    expect(decodeFrame(new Uint8Array([0xff, 0xfe]), { prefix: 'none', charset: 'utf-8' })).toMatchObject({ ok: false, fault: 'protocol' });
  });
  test('an empty frame is a fault', () => {
    expect(decodeFrame(new Uint8Array(), { prefix: 'none', charset: 'latin1' })).toMatchObject({ ok: false, fault: 'protocol' });
  });
});
