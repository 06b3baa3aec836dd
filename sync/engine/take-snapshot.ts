import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { CacheWriter, SnapshotBuild } from '../../agent/ports/customer-cache.ts';
import type { CentralCalls } from './central-calls.ts';
import { rubbish } from './read-answer.ts';
import { readSnapshot } from './snapshot-reader.ts';

export interface TakeSnapshotOptions {
  calls: CentralCalls;
  cacheWriter: CacheWriter;
  journalId: string;
  idleMs: number;
  now: () => number;
  signal: AbortSignal;
}

/** Builds a new generation of the cache beside the one in service, and switches to it once it is whole. @throws SyncFault, or what the writer throws; then nothing was changed */
export async function takeSnapshot({ calls, cacheWriter, journalId, idleMs, now, signal }: TakeSnapshotOptions): Promise<void> {
  // The view is at least as old as the request.
  const asOfMs = now();
  let build: SnapshotBuild | undefined;
  try {
    for await (const part of readSnapshot(await calls.snapshot(journalId, signal), idleMs, signal)) {
      if (part.type === 'header') {
        const { epoch, cursor, through } = part.header;
        if (through.journalId !== journalId) throw rubbish(200, 'the snapshot is for another journal');
        build = cacheWriter.beginSnapshot({ epoch, cursor, through });
        continue;
      }
      if (part.type === 'programme') build?.addProgramme(part.programme);
      else build?.add(part.accounts);
      // Between pages a sale may have its turn.
      await turnOfTheLoop();
    }
    build?.finish(asOfMs);
  } catch (fault) {
    build?.abort();
    throw fault;
  }
}
