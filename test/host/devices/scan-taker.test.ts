import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeScan } from '../../../agent/host/devices/scan-taker.ts';
import { accountOf, cardNumber, openTestTill, type TestTill } from '../../usecases/kit/test-till.ts';

describe('what a scanner of the agent read', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.snapshot([accountOf(1)]);
  });
  afterEach(() => test.close());

  it('is told with its bytes and its customer, where it is a card', () => {
    const text = cardNumber(1);
    const rawHex = Buffer.from(text).toString('hex');
    expect(takeScan(test.till, { text, source: 'serial', symbology: 'ean-13', deviceId: 'counter', rawHex })).toMatchObject({
      code: text, source: 'serial', symbology: 'ean-13', deviceId: 'counter', rawHex, thing: { kind: 'card' }, customer: { status: 'known' },
    });
  });

  it('is told whole, where a letter was taken for the scanner’s that the code is only known with', () => {
    const code = { source: 'serial', symbology: 'code-39', deviceId: 'counter', rawHex: 'x' } as const;
    const known = takeScan(test.till, { ...code, text: 'ilk', asSent: 'milk' });
    expect(known).toMatchObject({ code: 'milk', thing: { kind: 'good', sku: 'milk' } });
    expect(known).not.toHaveProperty('symbology');
    expect(takeScan(test.till, { ...code, text: 'milk', asSent: 'Bmilk' })).toMatchObject({ code: 'milk', symbology: 'code-39', thing: { kind: 'good', sku: 'milk' } });
    expect(takeScan(test.till, { ...code, text: 'nothing', asSent: 'Bnothing' })).toMatchObject({ code: 'nothing', thing: { kind: 'unknown' } });
  });

  it('is told without the number and its bytes, where it is a bank card', () => {
    const number = '4111111111111111';
    const view = takeScan(test.till, { text: number, source: 'serial', deviceId: 'counter', rawHex: Buffer.from(number).toString('hex') });
    expect(view).toMatchObject({ code: '', thing: { kind: 'unknown', looksLike: 'bank-card' } });
    expect(JSON.stringify(view)).not.toMatch(/4111|34313131/);
  });
});
