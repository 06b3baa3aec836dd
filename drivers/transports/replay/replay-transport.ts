import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Observable } from 'rxjs';
import { DeviceFault } from '../../core/device-fault.ts';
import { readRecording } from './recording.ts';
import type { Transport, TransportEvent } from '../../core/transport.ts';

export interface ReplayParts {
  readonly nowMs?: () => number;
  /** 2 plays twice as fast */
  readonly speed?: number;
}

/** Plays recorded sessions: each frame when it came, counted from the opening. Every chunk is one frame. */
export function createReplayTransport({ nowMs = Date.now, speed = 1 }: ReplayParts = {}): Transport {
  return {
    name: 'replay',
    list: async (paths) => paths.filter((path) => existsSync(path)).map((path) => ({ transport: 'replay', path }) as const),
    open: (path) => new Observable<TransportEvent>((subscriber) => {
      let timer: NodeJS.Timeout | undefined;
      const play = (text: string): void => {
        const frames = readRecording(text);
        if (subscriber.closed) return;
        subscriber.next({ kind: 'open' });
        const beganMs = performance.now();
        const playFrom = (index: number): void => {
          const frame = frames[index];
          if (frame === undefined) {
            subscriber.complete();
            return;
          }
          timer = setTimeout(() => {
            subscriber.next({ kind: 'data', bytes: new Uint8Array(Buffer.from(frame.frameBase64, 'base64')), atMs: nowMs(), readAs: { prefix: frame.prefix, charset: frame.charset } });
            if (!subscriber.closed) playFrom(index + 1);
          }, Math.max(0, beganMs + frame.afterMs / speed - performance.now()));
        };
        playFrom(0);
      };
      readFile(path, 'utf8').then(play).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        subscriber.error(new DeviceFault('unsupported', `${path} cannot be played: ${why}`, { cause: error }));
      });
      return () => clearTimeout(timer);
    }),
  };
}
