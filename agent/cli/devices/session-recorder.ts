import { closeSync, openSync, writeSync } from 'node:fs';
import { CliFailure } from '../cli-failure.ts';
import type { RecordedFrame } from '../../../drivers/transports/replay/recording.ts';

/** Writes a session line by line, so that a kill loses nothing that was seen. */
export interface SessionRecorder {
  add(frame: Omit<RecordedFrame, 'afterMs'> & { readonly atMs: number }): void;
  close(): void;
}

/** Throws `CliFailure` `record-file` where the file is there already or cannot be made. */
export function openRecorder(file: string): SessionRecorder {
  let handle: number;
  try {
    // The codes in it may be anybody's cards.
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    throw new CliFailure('record-file', `${file} cannot be made: ${error instanceof Error ? error.message : String(error)}`, 2, { cause: error });
  }
  let firstMs: number | undefined;
  return {
    add: ({ atMs, ...frame }) => {
      firstMs ??= atMs;
      const line: RecordedFrame = { afterMs: Math.max(0, atMs - firstMs), ...frame };
      writeSync(handle, `${JSON.stringify(line)}\n`);
    },
    close: () => {
      closeSync(handle);
    },
  };
}
