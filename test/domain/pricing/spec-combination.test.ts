import { describe, expect, test } from 'vitest';
import { outcomeOf, workedRows } from '../kit/worked.ts';

describe('R-31 what does not go together', () => {
  test.each(workedRows('R-31'))('$given: $gives', (worked) => {
    expect(outcomeOf('R-31', worked)).toEqual(worked.expected);
  });
});
