import { describe, expect, it } from 'vitest';
import { createUuids } from '../../agent/host/uuid-v7.ts';

describe('ids', () => {
  it('are UUIDs of version 7 that carry their time', () => {
    const id = createUuids(() => 0x0123_4567_89ab).next();
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('differ within a millisecond and sort by time', () => {
    let nowMs = 1_795_330_800_000;
    const ids = createUuids(() => nowMs);
    const sameMs = new Set(Array.from({ length: 1_000 }, () => ids.next()));
    expect(sameMs.size).toBe(1_000);
    nowMs += 1;
    const later = ids.next();
    expect([...sameMs].every((id) => id < later)).toBe(true);
  });
});
