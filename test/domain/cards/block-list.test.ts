import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasDigest } from '../../../agent/domain/cards/block-list.ts';

const digest = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

it('finds every digest that is in the list, and none that is not', () => {
  fc.assert(fc.property(fc.uniqueArray(digest), fc.array(digest), (listed, others) => {
    const digests = BigUint64Array.from(listed.toSorted((a, b) => (a < b ? -1 : 1)));
    for (const one of listed) expect(hasDigest(digests, one)).toBe(true);
    for (const one of others) expect(hasDigest(digests, one)).toBe(listed.includes(one));
  }));
});
