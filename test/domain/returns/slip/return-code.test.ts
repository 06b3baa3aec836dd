import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../agent/domain/returns/slip/certificate.ts';
import { toBase64url } from '../../../../agent/domain/returns/slip/base64url.ts';
import { doubtOf, type TrustedKeys } from '../../../../agent/domain/returns/slip/judge-code.ts';
import { digestOfSale, makeReturnCode, maxCodeLength, readReturnCode } from '../../../../agent/domain/returns/slip/return-code.ts';
import { returnableOf, slipSaleOf, type SlipSale } from '../../../../agent/domain/returns/slip/slip-sale.ts';
import { certify, idOf, keyOf, longSale, milkAndBread, root, sha256, soldAt, toolsOf, trusting } from './kit.ts';

const page = readFileSync(new URL('../../../../docs/spec/return-code.md', import.meta.url), 'utf8');
const doubtAt = (code: string, keys: Partial<TrustedKeys> = {}, nowSeconds = soldAt + 60, withinDays = 30) => doubtOf(readReturnCode(code)!, trusting(keys), nowSeconds, withinDays);

describe('docs/spec/return-code.md', () => {
  it.each<[string, SlipSale, string]>([['whole', milkAndBread, 'whole'], ['totals', longSale(40), 'totals']])('shows the code of its %s example', (name, sale, carries) => {
    const made = makeReturnCode(sale, toolsOf());
    const shown = new RegExp('<!-- example ' + name + ' -->\\n```\\n([^`]*)```', 'u').exec(page)?.[1]?.replaceAll(/\s/gu, '');
    expect(shown).toBe(made.code);
    expect(made.carries).toBe(carries);
  });
});

describe('a return code', () => {
  it('holds some fourteen lines of a supermarket receipt, and of a longer one the totals and a digest', () => {
    expect(makeReturnCode(longSale(14), toolsOf())).toMatchObject({ carries: 'whole' });
    const long = longSale(100);
    const made = makeReturnCode(long, toolsOf());
    expect(made).toMatchObject({ carries: 'totals' });
    expect(made.code.length).toBeLessThan(maxCodeLength);
    expect(readReturnCode(made.code)?.content).toEqual({
      carries: 'totals', totals: { lines: 100, payableMinor: 4_500_000, pointsSpent: 1_000, pointsEarned: 4_000, digest: Uint8Array.from(digestOfSale(long, { sha256 })) },
    });
  });

  it.each<[string, string | undefined, () => string, Partial<TrustedKeys>, number?]>([
    ['of this till is believed', undefined, () => makeReturnCode(milkAndBread, toolsOf()).code, {}],
    ['signed by another key than the certificate names is forged', 'forged', () => makeReturnCode(milkAndBread, toolsOf(certify(), keyOf('thief'))).code, {}],
    ['with a certificate that the till made itself is forged', 'forged', () => makeReturnCode(milkAndBread, toolsOf(certify({ rootKeyId: idOf(root) }, keyOf('thief')))).code, {}],
    ['under a root key that nobody here knows needs the centre', 'unknown-root', () => makeReturnCode(milkAndBread, toolsOf(certify({}, keyOf('other chain')))).code, {}],
    ['of a revoked till needs the centre', 'revoked', () => makeReturnCode(milkAndBread, toolsOf()).code, { isRevoked: () => true }],
    ['of a sale after the certificate ended needs the centre', 'out-of-term', () => makeReturnCode(milkAndBread, toolsOf(certify({ untilSeconds: soldAt - 1 }))).code, {}],
    ['of a sale before the certificate began needs the centre', 'out-of-term', () => makeReturnCode(milkAndBread, toolsOf(certify({ fromSeconds: soldAt + 1 }))).code, {}],
    ['is believed for so many days', undefined, () => makeReturnCode(milkAndBread, toolsOf()).code, {}, soldAt + 30 * 86_400],
    ['is too old after them', 'too-old', () => makeReturnCode(milkAndBread, toolsOf()).code, {}, soldAt + 30 * 86_400 + 1],
  ])('%s', (_title, doubt, make, keys, nowSeconds) => {
    expect(doubtAt(make(), keys, nowSeconds)).toBe(doubt);
  });

  it.each(['', 'LR1.', 'LR2.AAAA', '4870001000017', `LR1.${'A'.repeat(400)}`])('is not "%s"', (text) => {
    expect(readReturnCode(text)).toBeUndefined();
  });
});

describe('a certificate', () => {
  it('is read as it was handed out, and nothing else is', () => {
    const certificate = certify();
    const text = toBase64url(Uint8Array.from([...certificate.signed, ...certificate.signature]));
    expect(parseCertificate(text)).toMatchObject({ tillId: 'till-1', storeId: 'centre', rootKeyId: idOf(root) });
    expect(parseCertificate(`${text}AAAA`)).toBeUndefined();
    expect(parseCertificate(text.slice(4))).toBeUndefined();
  });
});

describe('a sale on its slip', () => {
  const accruals = [{ promotionId: 'a', points: 40, availableOn: '2026-12-01' }, { promotionId: 'b', points: 20, availableOn: '2026-12-01' }, { promotionId: 'c', points: 5 }, { promotionId: 'd', points: 3, expiresOn: '2027-01-01' }];
  const sale = (pending: boolean) => ({
    programmeId: 'example', saleId: 's', accountId: 'a', time: { instantMs: soldAt * 1000 + 999, localDate: '2026-11-22' },
    basket: { lines: [] }, result: { lines: milkAndBread.lines, pointsSpent: 0, accruals }, effects: pending ? [{ bucket: 'pending' as const, points: 60 }] : [],
  });

  it('keeps points by their days, and nothing of promotions', () => {
    expect(slipSaleOf(sale(true))).toMatchObject({ atSeconds: soldAt, points: [{ points: 60, availableOn: '2026-12-01' }, { points: 3, expiresOn: '2027-01-01' }] });
    expect(slipSaleOf(sale(false)).points).toEqual([{ points: 3, expiresOn: '2027-01-01' }]);
  });

  it('is quoted as having the same pending points', () => {
    expect(returnableOf(slipSaleOf(sale(true)))).toMatchObject({ effects: [{ bucket: 'pending', points: 60 }], result: { accruals: [{ promotionId: 'slip-1', points: 60 }, { promotionId: 'slip-2', points: 3 }] } });
  });
});
