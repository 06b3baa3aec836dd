import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { deviceSettings } from '../../../drivers/devices/device-settings.ts';
import { readProfiles } from '../../../drivers/devices/read-profiles.ts';
import { decodeFrame, type FrameOptions } from '../../../drivers/scanners/decode-frame.ts';
import type { PrefixStyle } from '../../../drivers/symbologies/prefix-style.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const decode = (text: string, prefix: PrefixStyle = 'none', more: Partial<FrameOptions> = {}) => decodeFrame(bytes(text), { prefix, charset: 'utf-8', ...more });

describe('the symbology in front of the data', () => {
  it.each([
    ['aim', ']E04870000000012', '4870000000012', 'ean-13'],
    ['aim', ']d20104870000000012\u001d10A', '0104870000000012\u001d10A', 'gs1-data-matrix'],
    ['honeywell', 'd4870000000012', '4870000000012', 'ean-13'],
    ['honeywell', 'E01234558', '012345000058', 'upc-e'],
    ['zebra', 'A036000291452', '036000291452', 'upc-a'],
    ['zebra', 'A48700009', '48700009', 'ean-8'],
    ['zebra', 'A01234558', '012345000058', 'upc-e'],
    ['datalogic', 'Dm0104870000000012', '0104870000000012', 'data-matrix'],
    ['datalogic', 'R40104870000000012', '0104870000000012', 'databar'],
  ] as const)('is taken off as %s writes it: %s', (style, text, data, symbology) => {
    expect(decode(text, style)).toEqual({ ok: true, text: data, symbology });
  });

  it.each([['aim', '4870000000012'], ['honeywell', '4870000000012'], ['zebra', '4870000000012'], ['datalogic', '4870000000012'], ['none', 'd4870000000012']] as const)('is none with %s in %s', (style, text) => {
    expect(decode(text, style)).toEqual({ ok: true, text });
  });
});

describe('identifiers of a maker and of AIM together', () => {
  const mark = '0104870000000012215!abcdE\u001d93dGVz';
  it.each([
    // What is set to AIM, as every profile is, and sends both: no setting is needed.
    ['aim', 'd]E04870000000012', '4870000000012', 'ean-13'],
    ['aim', 'D]E448700009', '48700009', 'ean-8'],
    ['aim', 'c]E00012345678905', '0012345678905', 'ean-13'],
    ['aim', 'j]C0ABC-abc', 'ABC-abc', 'code-128'],
    ['aim', 'I]C10104870000000012', '0104870000000012', 'gs1-128'],
    ['aim', 'j]C10104870000000012', '0104870000000012', 'gs1-128'],
    ['aim', 'A]E04870000000012', '4870000000012', 'ean-13'],
    ['aim', `P00]d2${mark}`, mark, 'gs1-data-matrix'],
    ['aim', `P0G]d2${mark}`, mark, 'gs1-data-matrix'],
    ['aim', 'P01]Q1https://x', 'https://x', 'qr'],
    ['aim', 'B]E04870000000012', '4870000000012', 'ean-13'],
    ['aim', `Dm]d2${mark}`, mark, 'gs1-data-matrix'],
    ['aim', 'R4]e00104870000000012', '0104870000000012', 'databar'],
    ['aim', 't]C10104870000000012', '0104870000000012', 'gs1-128'],
    ['aim', 'FF]E448700009', '48700009', 'ean-8'],
    ['aim', `u]d2${mark}`, mark, 'gs1-data-matrix'],
    ['aim', 's]Q1https://x', 'https://x', 'qr'],
    ['aim', 'e]I114870000000019', '14870000000019', 'itf'],
    // A length before or behind it
    ['aim', '13]E04870000000012', '4870000000012', 'ean-13'],
    ['aim', 'd13]E04870000000012', '4870000000012', 'ean-13'],
    ['aim', '013d]E04870000000012', '4870000000012', 'ean-13'],
    // Orders that are settings
    ['newland+aim', 'd]E04870000000012', '4870000000012', 'ean-13'],
    ['newland+aim', 'h]h0ABC', 'ABC', undefined],
    ["'~'+newland+aim", '~c]E0036000291452', '036000291452', 'upc-a'],
    ["newland+'~'+aim", 'c~]E0036000291452', '036000291452', 'upc-a'],
    ['aim+datalogic', ']E0B4870000000012', '4870000000012', 'ean-13'],
    ['datalogic+length', 'B134870000000012', '4870000000012', 'ean-13'],
    ['length+honeywell', '14d4870000000012', '4870000000012', 'ean-13'],
    ['length+honeywell', '13d4870000000012', '4870000000012', 'ean-13'],
    ['length', '0134870000000012', '4870000000012', undefined],
    // What was set to both and sends one alone
    ['newland+aim', ']E04870000000012', '4870000000012', 'ean-13'],
    ['honeywell', 'j]C0ABC', 'ABC', 'code-128'],
  ] as const)('are taken off with %s: %s', (style, text, data, symbology) => {
    expect(decode(text, style)).toEqual({ ok: true, text: data, ...(symbology === undefined ? {} : { symbology }) });
  });

  it.each([
    ['aim', 'j4870000000012'], ['aim', 'A1234567890128'], ['aim', 'P00123'], ['aim', 'x]E0123'], ['aim', 'd]C0123'], ['aim', 'AB-12]C0X'], ['aim', '12]E04870000000012'], ['aim', 'd12]E04870000000012'],
    ['aim', 'ABCDEFGH]E04870000000012'], ['aim', '~d]E04870000000012'], ['aim', '[d]E'], ['aim', 'd]'], ['aim', 'd]E'],
    ['newland+aim', 'd4870000000012'], ['newland+aim', '4870000000012'], ["'~'+newland+aim", 'd4870000000012'], ['length+aim', '4870000000012'], ['datalogic+length', 'B124870000000012'], ['length', '1234870000000012'],
    // A letter that a check digit, a length or the characters behind it give the lie
    ['honeywell', 'd4870000000013'], ['honeywell', 'd123'], ['honeywell', 'D1234567X'], ['honeywell', 'c12AB'], ['honeywell', 'E99'], ['honeywell', 'e123'], ['honeywell', 'aHELLO'], ['honeywell', 'I-X'], ['honeywell', 'y123'], ['honeywell', 'w'],
    ['zebra', 'A4870000000013'], ['zebra', 'ABC-123'], ['zebra', 'F12345'], ['zebra', 'KX1'], ['zebra', 'RED-40'], ['datalogic', 'BOX-1'], ['datalogic', 'R4D-X'], ['newland', 'd4870000000013'], ['newland', 'cola'],
  ] as const)('are none with %s in %s, which stays whole', (style, text) => {
    expect(decode(text, style)).toEqual({ ok: true, text });
  });

  it.each([['honeywell', 'jacket-1', 'acket-1'], ['zebra', 'B12345', '12345'], ['zebra', 'P01https://x', 'https://x'], ['datalogic', 'T100', '100'], ['newland', 'b12', '12'], ['datalogic', 'A1234569', '1234569'], ['honeywell', 'd487000000001', '487000000001']])('a letter alone before what may be anything is told with the whole code: %s %s', (style, text, data) => {
    expect(decode(text, style)).toMatchObject({ ok: true, text: data, asSent: text });
  });

  it('leave nothing of a bank card either', () => {
    for (const front of ['j]C0', ']C0', 'P01]Q1', '39]C0', '38]C0', '~~~]C0']) expect(decode(`${front};4111111111111111=25121010000012300000?`, 'none')).toEqual({ ok: false, dropped: 'bank-card' });
  });
});

describe('what no profile may do', () => {
  const profiles = readProfiles(fileURLToPath(new URL('../../../resources/devices', import.meta.url)));
  const plain = ['4870000000012', '48700009', '012345678905', '01234558', 'd4870000000012', 'A1', 'B12345', 'jacket-1', 'P00-123', 'Dm12', 'QR1', 'T100', 'F0000013', '13', '131', '1312345678901234', '~1', 'a]b', 'x]E0', 'LR1.abc', 'https://x/]E0', '(01)04870000000012', '0104870000000012', '%A', 'WIDTH]C0'];
  it.each(profiles.map((profile) => [profile.id, deviceSettings('a', profile.transport, profile, undefined)] as const))('%s leaves codes of goods whole that have no prefix', (_, { prefix, charset }) => {
    for (const text of plain) expect(decodeFrame(bytes(text), { prefix, charset })).toEqual({ ok: true, text });
  });
});

describe('EAN and UPC as scanners send them', () => {
  it.each([
    ['zebra', 'A01234558', '012345000058', 'upc-e'],
    ['zebra', 'A1234558', '012345000058', 'upc-e'],
    ['zebra', 'A0123455', '012345000058', 'upc-e'],
    ['newland', 'c01234558', '012345000058', 'upc-e'],
    ['newland', 'd48700009', '48700009', 'ean-8'],
    ['datalogic', 'D0012345000058', '0012345000058', 'upc-e'],
    ['aim', ']E001234558', '012345000058', 'upc-e'],
    ['aim', ']E00012345000058', '0012345000058', 'ean-13'],
    ['aim', ']E0036000291452', '036000291452', 'upc-a'],
    ['aim', ']E448700009', '48700009', 'ean-8'],
    ['aim', ']E3487000000001205', '4870000000012', 'ean-13'],
    ['aim', ']E3487000000001252495', '4870000000012', 'ean-13'],
    ['aim', ']E04870000000012]E105', '4870000000012', 'ean-13'],
    ['aim', ']E448700009]E252495', '48700009', 'ean-8'],
    ['datalogic', 'L487000000001205', '4870000000012', 'ean-13'],
    ['datalogic', 'L4870000000012 05', '4870000000012', 'ean-13'],
    ['honeywell', 'd487000000001', '487000000001', 'ean-13'],
    ['zebra', 'A123455', '012345000058', 'upc-e'],
  ])('%s %s is %s', (style, text, code, symbology) => {
    expect(decode(text, style)).toMatchObject({ ok: true, text: code, symbology });
  });
});

describe('a frame of a card reader', () => {
  it('gives the number of a loyalty card', () => {
    expect(decode('%2900770100017^A?;2900770100017=1?')).toEqual({ ok: true, text: '2900770100017', symbology: 'magstripe' });
  });
  it.each([';4111111111111111=25121010000012300000?', '%B4111111111111111^A^2512?', '4111111111111111=25121010000012300000', ';4111111111111111=2512\xff'])('leaves nothing of a bank card: %s', (text) => {
    expect(decode(text)).toEqual({ ok: false, dropped: 'bank-card' });
  });
  it('lets digits alone through, marked where they may be a bank card’s and are none of the programme’s', () => {
    expect(decode('4111111111111111')).toEqual({ ok: true, text: '4111111111111111', mayBePayment: true });
    expect(decode('4111111111111111', 'none', { isLoyaltyNumber: (number) => number.startsWith('29') })).toEqual({ ok: true, text: '4111111111111111', mayBePayment: true });
    expect(decode('4111111111111111', 'none', { isLoyaltyNumber: (number) => number.startsWith('41') })).toEqual({ ok: true, text: '4111111111111111' });
    expect(decode(';4111111111111111=2512?', 'none', { isLoyaltyNumber: (number) => number.startsWith('41') })).toEqual({ ok: true, text: '4111111111111111', symbology: 'magstripe' });
  });
  it('says of a misread card no digit', () => {
    expect(decode(';29007701x0017?')).toEqual({ ok: false, fault: 'protocol', detail: 'a card that was misread' });
  });
});
