import { createFramer } from '../../../drivers/framers/framing.ts';
import type { Framing } from '../../../drivers/framers/framing.ts';

/** As a USB line brings them */
const chunkBytes = 4_096;
const roundBytes = 2 * 1_048_576;
/** The best one counts: what another program took of a round is no framer's. */
const rounds = 32;
const code = '4601234567893';

const framings: Readonly<Record<string, { framing: Framing; wrap: string }>> = {
  cr: { framing: { kind: 'suffix', suffix: 'cr' }, wrap: `${code}\r` },
  lf: { framing: { kind: 'suffix', suffix: 'lf' }, wrap: `${code}\n` },
  crlf: { framing: { kind: 'suffix', suffix: 'crlf' }, wrap: `${code}\r\n` },
  tab: { framing: { kind: 'suffix', suffix: 'tab' }, wrap: `${code}\t` },
  etx: { framing: { kind: 'suffix', suffix: 'etx' }, wrap: `${code}\u0003` },
  'stx-etx': { framing: { kind: 'stx-etx' }, wrap: `\u0002${code}\u0003` },
  length: { framing: { kind: 'length', lengthBytes: 2, byteOrder: 'big' }, wrap: `\u0000\u000d${code}` },
  idle: { framing: { kind: 'idle', idleMs: 50 }, wrap: code },
};

/** Megabytes a second of codes of 13 digits, by framer. */
export function measureFramers(): Record<string, number> {
  return Object.fromEntries(Object.entries(framings).map(([name, { framing, wrap }]) => {
    const stream = Buffer.from(wrap.repeat(chunkBytes), 'latin1');
    return [name, Math.max(...Array.from({ length: rounds }, () => run(framing, stream, roundBytes)))];
  }));
}

function run(framing: Framing, stream: Uint8Array, bytes: number): number {
  const framer = createFramer(framing);
  let frames = 0;
  let nowMs = 0;
  let done = 0;
  const beganMs = performance.now();
  for (let at = 0; done < bytes; at += chunkBytes) {
    if (at + chunkBytes > stream.length) at = 0;
    // Only silence ends the frames of one of them.
    nowMs += 60;
    for (const one of framer.push(stream.subarray(at, at + chunkBytes), nowMs)) if (one.kind === 'frame') frames += 1;
    done += chunkBytes;
  }
  const seconds = (performance.now() - beganMs) / 1_000;
  if (frames === 0) throw new Error('the framer found nothing');
  return done / 1_048_576 / seconds;
}
