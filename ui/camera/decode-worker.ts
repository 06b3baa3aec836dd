import { greyOf } from './picture.ts';
import { createFrameReader } from './read-code.ts';

/** A thread of its own: one look at a frame may take longer than a key may wait. One frame in, one answer out. */
const readFrame = createFrameReader();

globalThis.addEventListener('message', ({ data }: MessageEvent<{ width: number; height: number; rgba: Uint8ClampedArray }>) => {
  globalThis.postMessage(readFrame(greyOf(data.width, data.height, data.rgba)), { transfer: [] });
});
