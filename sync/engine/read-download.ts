import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ProgrammeState } from '../../agent/domain/pricing/programme-state.ts';
import type { SnapshotRow } from '../../agent/ports/customer-cache.ts';
import type { SnapshotHeader } from '../protocol/messages.ts';
import { unreachable } from '../../agent/domain/unreachable.ts';
import { rubbish } from './read-answer.ts';
import { readSnapshot } from './snapshot-reader.ts';
import type { SnapshotJob } from './take-snapshot.ts';

const chunkBytes = 64 * 1024;

/** Where what was read goes. */
export interface SnapshotSink {
  add(rows: readonly SnapshotRow[]): void;
  addProgramme(programme: ProgrammeState): void;
}

/**
 * Hands the rows of a downloaded snapshot over as they are read, and resolves with its header once every check has passed: the sum of the file,
 * count and sum of its lines, the journal that it was made for. Rows that were handed over before a fault are good for nothing.
 * @throws SyncFault `failing` for whatever is wrong with it
 */
export async function readDownload(job: Pick<SnapshotJob, 'downloadPath' | 'sha256' | 'journalId'>, sink: SnapshotSink): Promise<SnapshotHeader> {
  const sum = createHash('sha256');
  const file = createReadStream(job.downloadPath, { highWaterMark: chunkBytes });
  async function* summed(): AsyncGenerator<Buffer, void, void> {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      sum.update(chunk);
      yield chunk;
    }
  }
  let header: SnapshotHeader | undefined;
  try {
    for await (const part of readSnapshot(Readable.from(summed(), { objectMode: false }))) {
      switch (part.type) {
        case 'accounts': sink.add(part.rows); break;
        case 'programme': sink.addProgramme(part.programme); break;
        case 'header':
          if (part.header.through.journalId !== job.journalId) throw rubbish(200, 'the snapshot is for another journal');
          header = part.header;
          break;
        default: unreachable(part);
      }
    }
  } finally {
    file.destroy();
  }
  if (job.sha256 !== undefined && sum.digest('hex') !== job.sha256) throw rubbish(200, 'the download does not have the sum that the centre states');
  if (header === undefined) throw rubbish(200, 'the snapshot has no header');
  return header;
}
