import { readFileSync } from 'node:fs';
import { readRecording } from '../../../drivers/transports/replay/recording.ts';
import { createReplayTransport } from '../../../drivers/transports/replay/replay-transport.ts';
import { startRegistry } from '../../../drivers/registry.ts';
import { CliFailure } from '../cli-failure.ts';
import { eachValueFrom } from './each-value-from.ts';
import type { Scan } from '../../../drivers/core/scan.ts';

/** The scans of a recorded session with its timing, until it is over or the signal comes. Throws `CliFailure` `replay-file` where the file cannot be read, or is no recording. */
export function playSession<Shown>(file: string, signal: AbortSignal, show: (scan: Scan) => Shown): { readonly frames: number; readonly scans: AsyncIterable<Shown> } {
  const frames = framesIn(file);
  const registry = startRegistry({
    transports: [createReplayTransport()], profiles: [], plugAndPlay: false,
    // What was a scan then is one now: two scanners may have read the same code.
    configured: [{ id: 'replay', transport: 'replay', path: file, repeatMs: 0 }],
  });
  let seen = 0;
  const isOver = (): boolean => registry.devices().every(({ condition, counts }) => (condition.state === 'disabled' || condition.state === 'failed') && counts.scans === seen);
  const endWhenOver = (): void => {
    // The last scan has others who wait for it.
    if (isOver()) setImmediate(() => registry.close());
  };
  registry.changes$.subscribe(endWhenOver);
  registry.scans$.subscribe(() => {
    seen += 1;
    endWhenOver();
  });
  signal.addEventListener('abort', () => registry.close());
  return { frames, scans: eachValueFrom(registry.scans$, signal, show) };
}

function framesIn(file: string): number {
  try {
    return readRecording(readFileSync(file, 'utf8')).length;
  } catch (error) {
    throw new CliFailure('replay-file', `${file} cannot be played: ${error instanceof Error ? error.message : String(error)}`, 2, { cause: error });
  }
}
