import { describe, expect, it } from 'vitest';
import { decodeFrame, type FrameOptions, type PrefixStyle } from '../../../drivers/scanners/decode-frame.ts';

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
    ['zebra', 'A123455', '012345000058', 'upc-e'],
    ['zebra', 'P01https://x', 'https://x', 'qr'],
    ['datalogic', 'Dm0104870000000012', '0104870000000012', 'data-matrix'],
    ['datalogic', 'R40104870000000012', '0104870000000012', 'databar'],
  ] as const)('is taken off as %s writes it: %s', (style, text, data, symbology) => {
    expect(decode(text, style)).toEqual({ ok: true, text: data, symbology });
  });

  it.each([['aim', '4870000000012'], ['honeywell', '4870000000012'], ['zebra', '4870000000012'], ['datalogic', '4870000000012'], ['none', 'd4870000000012']] as const)('is none with %s in %s', (style, text) => {
    expect(decode(text, style)).toEqual({ ok: true, text });
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
