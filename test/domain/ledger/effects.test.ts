import { describe, expect, test } from 'vitest';
import { changeOf, effectsBeforePending, returnEffects, saleEffects } from '../../../agent/domain/ledger/effects.ts';

describe('the postings of a sale and of its return sum to zero', () => {
  test.each([
    { earned: 10, spent: 0, effects: [{ bucket: 'available', points: 10 }, { bucket: 'earned', points: -10 }] },
    { earned: 0, spent: 4, effects: [{ bucket: 'available', points: -4 }, { bucket: 'spent', points: 4 }] },
    { earned: 10, spent: 4, effects: [{ bucket: 'available', points: 6 }, { bucket: 'earned', points: -10 }, { bucket: 'spent', points: 4 }] },
    { earned: 7, spent: 7, effects: [{ bucket: 'earned', points: -7 }, { bucket: 'spent', points: 7 }] },
    { earned: 0, spent: 0, effects: [] },
  ] as const)('earning $earned and spending $spent', ({ earned, spent, effects }) => {
    expect(saleEffects({ pointsEarned: earned, pointsSpent: spent })).toEqual(effects);
    expect(changeOf(effects, 'available')).toBe(earned - spent);
    expect(effectsBeforePending({ pointsEarned: earned, pointsSpent: spent })).toEqual(effects);
    const reversed = returnEffects({ pointsTakenBack: earned, pointsGivenBack: spent });
    expect(reversed).toEqual(effects.map(({ bucket, points }) => ({ bucket, points: -points })));
  });
});
