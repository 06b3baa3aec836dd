import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubtOf } from '../../../../agent/domain/returns/slip/judge-code.ts';
import { codePrefix, digestOfSale, makeReturnCode, maxCodeLength, readReturnCode } from '../../../../agent/domain/returns/slip/return-code.ts';
import { totalsOf } from '../../../../agent/domain/returns/slip/slip-content.ts';
import type { SlipSale } from '../../../../agent/domain/returns/slip/slip-sale.ts';
import { addDays } from '../../../../agent/domain/time/calendar.ts';
import { milkAndBread, soldAt, toolsOf, trusting } from './kit.ts';

const anyId = fc.oneof(fc.uuid({ version: 7 }), fc.stringMatching(/^[0-9]{1,18}$/), fc.stringMatching(/^[A-Za-z0-9._:@-]{1,80}$/));
const anyAmount = fc.oneof(fc.nat(), fc.maxSafeNat());
const anyLine = fc.record({ lineId: anyId, sku: anyId, quantityMilli: fc.integer({ min: 1, max: 2 ** 31 }), grossMinor: anyAmount, payableMinor: anyAmount, pointsSpent: fc.nat(), pointsEarned: fc.nat() });
const anyPoints = fc.record({ points: fc.nat(), availableOn: fc.option(fc.nat({ max: 400 })), expiresOn: fc.option(fc.nat({ max: 4_000 })) }).map(({ points, availableOn, expiresOn }) => ({
  points, ...(availableOn === null ? {} : { availableOn: addDays('2026-11-22', availableOn) }), ...(expiresOn === null ? {} : { expiresOn: addDays('2026-11-22', expiresOn) }),
}));
const anySale: fc.Arbitrary<SlipSale> = fc.record({ programmeId: anyId, saleId: anyId, accountId: anyId, lines: fc.array(anyLine, { maxLength: 4 }), points: fc.array(anyPoints, { maxLength: 3 }) })
  .map((sale) => ({ ...sale, atSeconds: soldAt, localDate: '2026-11-22' }));
const tools = toolsOf();

describe('a return code', () => {
  it('says again what was written into it, within its length, for any sale', () => {
    fc.assert(fc.property(anySale, (sale) => {
      const { code, carries } = makeReturnCode(sale, tools);
      const read = readReturnCode(code)!;
      expect(code.length).toBeLessThanOrEqual(maxCodeLength);
      const totals = { carries: 'totals', totals: totalsOf(sale, Uint8Array.from(digestOfSale(sale, tools))) };
      expect(read.content).toEqual(carries === 'whole' ? { carries, sale } : totals);
      expect(read.head.saleId).toBe(sale.saleId);
      expect(doubtOf(read, trusting(), soldAt + 60, 30)).toBeUndefined();
    }), { numRuns: 200 });
  });

  it('says its lines again with their places, and the day of the sale in whatever zone', () => {
    const anyMoment = fc.record({ atSeconds: fc.integer({ min: 86_400, max: 2 ** 32 - 1 }), shift: fc.constantFrom(-1, 0, 1) });
    fc.assert(fc.property(anyMoment, fc.boolean(), ({ atSeconds, shift }, isNamed) => {
      const lines = milkAndBread.lines.map((line, index) => ({ ...line, lineId: isNamed ? `line-${index}` : String(index + 1) }));
      const sale: SlipSale = { ...milkAndBread, lines, points: [], atSeconds, localDate: addDays('1970-01-01', Math.floor(atSeconds / 86_400) + shift) };
      expect(readReturnCode(makeReturnCode(sale, tools).code)?.content).toEqual({ carries: 'whole', sale });
    }), { numRuns: 200 });
  });

  it('with any bit flipped is refused', () => {
    const { code } = makeReturnCode(milkAndBread, tools);
    const bytes = Buffer.from(code.slice(codePrefix.length), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const read = readReturnCode(codePrefix + changed.toString('base64url'));
      // A root key that nobody knows is all that a flipped bit may look like besides a forgery.
      expect(['malformed', 'forged', 'unknown-root']).toContain(read === undefined ? 'malformed' : doubtOf(read, trusting(), soldAt, 30));
    }
  });

  it('with any letter changed is refused', () => {
    const { code } = makeReturnCode(milkAndBread, tools);
    fc.assert(fc.property(fc.nat({ max: code.length - 1 }), fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= .'.split('')), (at, letter) => {
      fc.pre(code[at] !== letter);
      const read = readReturnCode(code.slice(0, at) + letter + code.slice(at + 1));
      expect(read === undefined || doubtOf(read, trusting(), soldAt, 30) !== undefined).toBe(true);
    }), { numRuns: 500 });
  });

  it('is read or refused, never a fault, whatever the text', () => {
    fc.assert(fc.property(fc.string(), fc.uint8Array({ maxLength: 600 }), (text, bytes) => {
      expect(() => [readReturnCode(text), readReturnCode(codePrefix + Buffer.from(bytes).toString('base64url')), readReturnCode(codePrefix + text)]).not.toThrow();
    }));
  });
});
