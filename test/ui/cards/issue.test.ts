import { describe, expect, it } from 'vitest';
import { unissued, withCard, withoutCard, withoutLast, withOutcome, type IssueList } from '../../../ui/screens/cards/issue/issue-list.ts';
import { packCounts } from '../../../ui/screens/cards/issue/pack-count.ts';
import { createIntents } from '../../../ui/state/intents.ts';

const list: IssueList = withCard(withCard([], 'a'), 'b');
const issued = { kind: 'issued' as const, card: { cardNumber: 'a' } };
const refused = { kind: 'refused' as const, failure: { kind: 'unreachable' as const } };

describe('the list of cards to issue', () => {
  it('has a card once, however often it is scanned', () => {
    expect(withCard(list, 'a')).toBe(list);
  });
  it('sends what was refused again, and what was issued never', () => {
    expect(unissued(withOutcome(withOutcome(list, 'a', issued), 'b', refused))).toEqual(['b']);
  });
  it('takes back what is not issued yet, the last one first, and keeps what is', () => {
    const half = withOutcome(list, 'a', issued);
    expect(withoutLast(half).map(({ cardNumber }) => cardNumber)).toEqual(['a']);
    expect(withoutLast(withoutLast(half)).map(({ cardNumber }) => cardNumber)).toEqual(['a']);
    expect(withoutCard(half, 'a')).toEqual(half);
  });
});

describe('a pack', () => {
  it.each([
    ['2900770192012', '2900770192500', [50, 489]],
    ['2900770192012', '2900770192012', [1, 1]],
    ['2900770192500', '2900770192012', []],
    ['2900770192012', '290077019', []],
    ['x', 'y', []],
  ])('from %s to %s has so many cards', (first, last, counts) => expect(packCounts(first, last)).toEqual(counts));
});

describe('the key of an intent', () => {
  it('is the same for the same request until it is done, and another for another', () => {
    let next = 0;
    const intents = createIntents(() => `key-${(next += 1)}`);
    expect([intents.keyOf({ a: 1 }), intents.keyOf({ a: 1 }), intents.keyOf({ a: 2 })]).toEqual(['key-1', 'key-1', 'key-2']);
    intents.settle();
    expect(intents.keyOf({ a: 2 })).toBe('key-3');
  });
});
