import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { qrCode } from '../../agent/cli/qr/make-qr.ts';
import { priceSale } from '../../agent/usecases/price-sale.ts';
import { shareQr } from '../../agent/usecases/share-qr.ts';
import { saleOf } from './kit/outcomes.ts';
import { accountOf, cardNumber, noonMs, openTestTill, twoMilks, type TestTill } from './kit/test-till.ts';

const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const nonce = '01'.repeat(8);
const code = qrCode({ key: keys.privateKey, keyId: 1, card: cardNumber(1), issuedAtSeconds: noonMs / 1_000, nonce: Buffer.from(nonce, 'hex') });
const elsewhere = { outcome: 'used', saleId: 'sale-of-4', tillId: 'till-4' } as const;

describe('a code of the application that another till may have used', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill({ dynamicQr: { keys: [{ keyId: 1, publicKey }], validSeconds: 60, clockToleranceSeconds: 30 } });
    test.snapshot([accountOf(1)]);
  });
  afterEach(() => test.close());

  const customerOf = async (saleId: string) => {
    await shareQr(test.till, saleId, code);
    const { customer, customerProblem } = saleOf(priceSale(test.till, { saleId, baseRevision: 0, lines: twoMilks, customer: { code } }));
    return customer?.identifiedBy ?? customerProblem;
  };

  it.each([
    ['counts where the centre says that it is this sale’s', true, undefined, 'dynamic-qr'],
    ['is refused where the centre says that another has it', true, elsewhere, 'qr-replayed'],
    ['counts where the centre answers late', true, { outcome: 'unavailable' } as const, 'dynamic-qr'],
    ['counts where the centre is out of reach', false, elsewhere, 'dynamic-qr'],
  ])('%s', async (_title, isReachable, answer, expected) => {
    test.authority.stand({ isReachable });
    if (answer !== undefined) test.authority.codes.set(nonce, answer);
    expect(await customerOf('sale-1')).toBe(expected);
  });

  it('stays refused after a restart, and with the centre gone', async () => {
    test.authority.codes.set(nonce, elsewhere);
    expect(await customerOf('sale-1')).toBe('qr-replayed');
    test.restart();
    test.authority.stand({ isReachable: false });
    expect(await customerOf('sale-2')).toBe('qr-replayed');
  });

  it('is asked for once by each sale, and never where it is no code or has run out', async () => {
    const asked: string[] = [];
    const till = { ...test.till, authority: { ...test.authority, useQr: async (_code: object, saleId: string) => await Promise.resolve((asked.push(saleId), { outcome: 'yours' as const })) } };
    for (const shown of [cardNumber(1), undefined, `${code}x`]) await shareQr(till, 'sale-0', shown);
    await shareQr(till, 'sale-1', code);
    saleOf(priceSale(test.till, { saleId: 'sale-1', baseRevision: 0, lines: twoMilks, customer: { code } }));
    await shareQr(till, 'sale-1', code);
    test.nowMs += 600_000;
    await shareQr(test.till, 'sale-2', code);
    expect(asked).toEqual(['sale-1']);
  });
});
