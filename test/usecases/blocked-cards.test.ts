import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identify } from '../../agent/usecases/identify.ts';
import { accountOf, cardNumber, openTestTill, type TestTill } from './kit/test-till.ts';

/** The cache of these tests shows epoch-1 at cursor 40. */
describe('a card on the block list', () => {
  let test: TestTill;
  beforeEach(() => {
    test = openTestTill();
    test.blocked.set(cardNumber(1), { epoch: 'epoch-1', cursor: 41 });
  });
  afterEach(() => {
    test.close();
  });
  const reason = (serial: number): string => {
    const found = identify(test.till, { code: cardNumber(serial) });
    if (!found.ok) return found.code;
    return found.identified.ok ? 'taken' : found.identified.reason;
  };

  it('is refused though this till never had it cached, and before there is any cache', () => {
    expect(reason(1)).toBe('card-blocked');
    test.snapshot([accountOf(2)]);
    expect([reason(1), reason(2), reason(3)]).toEqual(['card-blocked', 'taken', 'card-unknown']);
  });

  it.each([
    ['a cached row that is older than the list', { epoch: 'epoch-1', cursor: 41 }, 'card-blocked'],
    ['a cached row of another epoch', { epoch: 'epoch-0', cursor: 3 }, 'card-blocked'],
    ['a cached row of the same view', { epoch: 'epoch-1', cursor: 40 }, 'taken'],
    ['a cached row that was changed since', { epoch: 'epoch-1', cursor: 7 }, 'taken'],
  ])('with %s', (_, list, expected) => {
    test.blocked.set(cardNumber(1), list);
    test.snapshot([accountOf(1)]);
    expect(reason(1)).toBe(expected);
  });
});
