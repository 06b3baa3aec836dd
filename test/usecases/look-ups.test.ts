import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookUpDigest } from '../../agent/host/look-up-digest.ts';
import { createLookUps } from '../../agent/usecases/limits/look-ups.ts';
import { watchLookUp } from '../../agent/usecases/limits/watch-points.ts';
import { JournalFault } from '../../agent/ports/journal.ts';
import { openTestTill, type TestTill } from './kit/test-till.ts';

const hourMs = 3_600_000;
let test: TestTill;
beforeEach(() => {
  test = openTestTill({ limits: [{ kind: 'look-ups', id: 'fishing', name: { ru: 'Просмотры' }, level: 'refuse', most: 2 }] });
});
afterEach(() => test.close());

const look = (code: string, userId = 'asel') => {
  const outcome = watchLookUp(test.till, code, { by: { userId } });
  return 'ok' in outcome ? outcome.code : 'shown';
};

describe('who looks up balances', () => {
  it('is counted on over a restart of the agent, for an hour', () => {
    expect(['1', '2', '1'].map((code) => look(code))).toEqual(['shown', 'shown', 'shown']);
    test.nowMs += hourMs / 2;
    test.restart();
    expect([look('3'), look('3', 'samal')]).toEqual(['limit-reached', 'shown']);
    test.nowMs += hourMs / 2;
    test.restart();
    // The third was asked for half an hour ago, refused or not.
    expect([look('4'), look('5')]).toEqual(['shown', 'limit-reached']);
  });

  it('nobody signed in is counted as one person', () => {
    const nobody = (code: string) => 'ok' in watchLookUp(test.till, code, {});
    expect([nobody('1'), nobody('2')]).toEqual([false, false]);
    test.restart();
    expect(nobody('3')).toBe(true);
  });

  it('is counted in memory where the disk takes nothing', () => {
    const full = { since: () => [], note: () => { throw new JournalFault('journal-disk-full', 'no room'); } };
    const lookUps = createLookUps(full, (code) => code, test.nowMs);
    expect(['1', '2', '2', '3'].map((code) => lookUps.note('asel', code, test.nowMs))).toEqual([1, 2, 2, 3]);
  });

  it('what was asked for is on the disk as a digest alone that the token is needed for', () => {
    const digest = lookUpDigest('token-of-this-till');
    createLookUps(test.store.lookUps, digest, test.nowMs).note('asel', '+77011234567', test.nowMs);
    expect(test.store.lookUps.since(0)).toEqual([{ who: 'asel', code: digest('+77011234567'), atMs: test.nowMs }]);
    expect(digest('+77011234567')).not.toBe(lookUpDigest('another-token')('+77011234567'));
    expect(digest('+77011234567')).not.toContain('7011234567');
  });

  it('nothing is kept for longer than an hour', () => {
    look('1');
    test.nowMs += hourMs;
    look('2');
    expect(test.store.lookUps.since(0).map(({ code }) => code)).toEqual(['2']);
  });
});
