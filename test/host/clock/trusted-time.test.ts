import { describe, expect, it } from 'vitest';
import { longestOffMs, observeTime, startTime, timeAt, type RememberedTime, type TimeAnchor } from '../../../agent/host/clock/trusted-time.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;
const remembered: RememberedTime = { atMs: noon, uptimeMs: 500_000, bootId: 'boot-1', quality: 'synced' };
const synced = (uncertaintyMs: number): TimeAnchor => ({ atMs: noon, uptimeMs: 1_000, quality: 'synced', uncertaintyMs });

describe('time at the start', () => {
  it.each([
    { title: 'at the very first start is the wall clock', from: undefined, bootId: 'boot-1', uptimeMs: 9, wallMs: noon, atMs: noon, quality: 'estimated' },
    { title: 'in the same boot goes on by uptime', from: remembered, bootId: 'boot-1', uptimeMs: 560_000, wallMs: noon + 60_000, atMs: noon + 60_000, quality: 'synced' },
    { title: 'in the same boot does not look at the wall clock', from: remembered, bootId: 'boot-1', uptimeMs: 560_000, wallMs: noon - yearMs, atMs: noon + 60_000, quality: 'synced' },
    { title: 'in the same boot is no better than it was', from: { ...remembered, quality: 'suspect' as const }, bootId: 'boot-1', uptimeMs: 560_000, wallMs: noon, atMs: noon + 60_000, quality: 'suspect' },
    { title: 'in another boot is estimated by the wall clock', from: remembered, bootId: 'boot-2', uptimeMs: 30_000, wallMs: noon + 8 * hourMs, atMs: noon + 8 * hourMs, quality: 'estimated' },
    { title: 'in another boot never lies before what is remembered', from: remembered, bootId: 'boot-2', uptimeMs: 30_000, wallMs: noon - 60_000, atMs: noon, quality: 'estimated' },
    { title: 'after 14 days off is still estimated', from: remembered, bootId: 'boot-2', uptimeMs: 30_000, wallMs: noon + longestOffMs, atMs: noon + longestOffMs, quality: 'estimated' },
    { title: 'after more than 14 days is suspect', from: remembered, bootId: 'boot-2', uptimeMs: 30_000, wallMs: noon + longestOffMs + 1, atMs: noon, quality: 'suspect' },
    { title: 'with a wall clock a year ahead is suspect', from: remembered, bootId: 'boot-2', uptimeMs: 30_000, wallMs: noon + yearMs, atMs: noon, quality: 'suspect' },
    { title: 'with a wall clock three hours behind is suspect', from: remembered, bootId: 'boot-2', uptimeMs: 30_000, wallMs: noon - 3 * hourMs, atMs: noon, quality: 'suspect' },
    { title: 'with a wall clock at its factory date is suspect', from: remembered, bootId: 'boot-2', uptimeMs: 30_000, wallMs: 0, atMs: noon, quality: 'suspect' },
    { title: 'with an uptime that went back is another boot, whatever its id', from: remembered, bootId: 'boot-1', uptimeMs: 400_000, wallMs: noon + hourMs, atMs: noon + hourMs, quality: 'estimated' },
    { title: 'with a memory that cannot be read is suspect', from: 'unreadable' as const, bootId: 'boot-2', uptimeMs: 30_000, wallMs: noon, atMs: noon, quality: 'suspect' },
  ])('$title', ({ from, bootId, uptimeMs, wallMs, atMs, quality }) => {
    const anchor = startTime(from, { bootId, uptimeMs, wallMs });
    expect(anchor).toEqual({ atMs, uptimeMs, quality, uncertaintyMs: 0 });
    expect(timeAt(anchor, uptimeMs + 1_500)).toBe(atMs + 1_500);
  });
});

describe('what the centre says', () => {
  it.each(['estimated', 'suspect'] as const)('ends every doubt: %s becomes synced', (quality) => {
    const anchor = observeTime({ atMs: noon + yearMs, uptimeMs: 0, quality, uncertaintyMs: 0 }, noon, 200, 5_000);
    expect(anchor).toEqual({ atMs: noon + 100, uptimeMs: 5_000, quality: 'synced', uncertaintyMs: 100 });
  });

  it('is taken when it is more exact', () => {
    expect(observeTime(synced(400), noon + 50, 20, 1_000)).toMatchObject({ atMs: noon + 60, uncertaintyMs: 10 });
  });

  it('is not taken when it is vaguer and contradicts nothing', () => {
    const before = synced(10);
    expect(observeTime(before, noon - 900, 2_000, 1_000)).toBe(before);
  });

  it('is taken after a long while, because the uptime drifts', () => {
    expect(observeTime(synced(10), noon + 24 * hourMs - 900, 2_000, 1_000 + 24 * hourMs)).toMatchObject({ uncertaintyMs: 1_000 });
  });

  it('is not taken for what whole milliseconds make of it', () => {
    const before = synced(0);
    expect(observeTime(before, noon - 201, 200, 1_000)).toBe(before);
    expect(observeTime(before, noon - 202, 200, 1_000)).not.toBe(before);
  });

  it('is not taken when the machine slept for hours between question and answer, whatever moment of them it is of', () => {
    const before = synced(10);
    const sleptMs = 6 * hourMs;
    for (const saidMs of [0, 1, sleptMs / 2, sleptMs]) expect(observeTime(before, noon + saidMs, sleptMs, 1_000 + sleptMs)).toBe(before);
  });

  it('is taken when both cannot be true: the centre was corrected', () => {
    expect(observeTime(synced(10), noon + hourMs, 2_000, 1_000)).toMatchObject({ atMs: noon + hourMs + 1_000 });
  });
});
