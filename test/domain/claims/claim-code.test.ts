import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeClaimCode, readClaimCode } from '../../../agent/domain/claims/claim-code.ts';
import { doubtOf } from '../../../agent/domain/returns/slip/judge-code.ts';
import { makeReturnCode, readReturnCode } from '../../../agent/domain/returns/slip/return-code.ts';
import { milkAndBread, soldAt, toolsOf, trusting } from '../returns/slip/kit.ts';

const time = { instantMs: soldAt * 1_000 + 512, localDate: '2026-11-22', minuteOfDay: 720, weekday: 7, offsetMin: 300 };
const claim = { points: 67, lines: [{ lineId: '1', points: 67 }], accruals: [{ points: 50, availableOn: '2026-12-06', expiresOn: '2027-12-06' }], until: '2026-12-22' };
const sale = { programmeId: 'example', saleId: milkAndBread.saleId, time, claim };
const always = Number.MAX_SAFE_INTEGER;

describe('a claim code', () => {
  it('says what it was made of, in no more than a small QR code holds', () => {
    const code = makeClaimCode(sale, toolsOf());
    expect(code).toMatch(/^LC1\.[A-Za-z0-9_-]{200,380}$/);
    expect(readClaimCode(code)).toMatchObject({
      head: { programmeId: 'example', saleId: sale.saleId, atSeconds: soldAt, localDate: '2026-11-22' },
      claim: { points: 67, until: '2026-12-22', accruals: claim.accruals },
    });
    expect(doubtOf(readClaimCode(code)!, trusting(), soldAt, always)).toBeUndefined();
  });

  it('is refused with any letter changed', () => {
    const code = makeClaimCode(sale, toolsOf());
    fc.assert(fc.property(fc.integer({ min: 4, max: code.length - 1 }), fc.constantFrom('A', 'b', '0', '-'), (at, letter) => {
      fc.pre(code[at] !== letter);
      const read = readClaimCode(code.slice(0, at) + letter + code.slice(at + 1));
      expect(read === undefined ? 'malformed' : doubtOf(read, trusting(), soldAt, always)).toMatch(/malformed|forged|unknown-root/);
    }), { numRuns: 300 });
  });

  it('is no return code, nor the other way round, whatever its beginning is changed to', () => {
    const claimed = makeClaimCode(sale, toolsOf());
    const returned = makeReturnCode(milkAndBread, toolsOf()).code;
    expect(readReturnCode(claimed)).toBeUndefined();
    const asReturn = readReturnCode(claimed.replace('LC1.', 'LR1.'));
    const asClaim = readClaimCode(returned.replace('LR1.', 'LC1.'));
    for (const read of [asReturn, asClaim]) expect(read === undefined ? 'malformed' : doubtOf(read, trusting(), soldAt, always)).toMatch(/malformed|forged/);
  });

  it.each([['nothing', 'LC1.'], ['half of one', makeClaimCode(sale, toolsOf()).slice(0, 150)], ['another letter', 'LC1.ы']])('is not read from %s', (_title, code) => {
    expect(readClaimCode(code)).toBeUndefined();
  });
});
