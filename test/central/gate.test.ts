import { describe, expect, it } from 'vitest';
import { createGate } from '../../sync/central/gate.ts';

describe('the gate', () => {
  it('lets so many in at once, and the others in their order, whatever becomes of them', async () => {
    const gate = createGate(2);
    const begun: number[] = [];
    const ends = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
    const works = ends.map(({ promise }, index) => gate(() => {
      begun.push(index);
      return promise;
    }));
    const settled = Promise.allSettled(works);
    expect(begun).toEqual([0, 1]);
    ends[1]?.reject(new Error('failed'));
    await expect(works[1]).rejects.toThrow('failed');
    expect(begun).toEqual([0, 1, 2]);
    for (const [index, { resolve }] of ends.entries()) resolve(index);
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(await gate(() => Promise.resolve('again'))).toBe('again');
  });
});
