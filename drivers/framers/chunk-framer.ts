import type { Framer } from './framer.ts';

/** For what comes framed already: each chunk is one frame. */
export function createChunkFramer(maxBytes: number): Framer {
  return {
    dueMs: undefined,
    push: (chunk) => {
      if (chunk.length === 0) return [];
      return chunk.length > maxBytes ? [{ kind: 'dropped', why: 'oversize', count: chunk.length }] : [{ kind: 'frame', bytes: chunk }];
    },
    tick: () => [],
  };
}
