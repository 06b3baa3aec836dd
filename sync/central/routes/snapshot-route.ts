import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { CentralContext } from '../central-context.ts';
import { readEpoch } from '../meta.ts';
import { ProblemError } from '../problem-error.ts';
import { streamSnapshot } from '../snapshot.ts';
import type { ShelvedSnapshot } from '../snapshot-shelf.ts';
import { AskedProtocol, versionOf } from './asked-protocol.ts';

/** A piece of a growing file has at least so many bytes, where it takes no longer than this to make them. */
const wantedPieceBytes = 1024 * 1024;
const pieceWaitMs = 2_000;
/** Until the first byte; a till waits 10 s for it */
const firstByteWaitMs = 8_000;

const SnapshotQuery = Strict({ journalId: Id, protocol: AskedProtocol });
type SnapshotQuery = Type.Static<typeof SnapshotQuery>;

/**
 * A snapshot whole (200), or from a byte on (206, `Range: bytes=N-`): of a file that is still being made what there is by now, its length unknown.
 * `If-Range` names the file that the caller has a part of; without it, or where that is gone, a new one is begun.
 */
export function snapshotRoute(server: FastifyInstance, { db, snapshots }: CentralContext): void {
  server.get<{ Querystring: SnapshotQuery }>('/till/v1/snapshot', { schema: { querystring: SnapshotQuery } }, async (request, reply) => {
    const { journalId } = request.query;
    const protocol = versionOf(request.query.protocol);
    // A file of another epoch, or in another version's words, is another file.
    const key = `${await readEpoch(db)} ${protocol} ${journalId}`;
    const wanted = request.headers['if-range'];
    const known = typeof wanted === 'string' ? snapshots.find(key, wanted) : undefined;
    const file = known ?? snapshots.begin(key, () => streamSnapshot(db, { journalId, protocol }));
    const from = Number(/^bytes=(\d{1,15})-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN);
    // A range of a file that is gone says nothing about its successor.
    const isPiece = Number.isInteger(from) && (known !== undefined || (wanted === undefined && from === 0));
    return await (isPiece ? sendPiece(reply, file, from) : headed(reply, file).send(whole(file)));
  });
}

async function sendPiece(reply: FastifyReply, file: ShelvedSnapshot, from: number): Promise<FastifyReply> {
  await file.grown(from + wantedPieceBytes, pieceWaitMs);
  await file.grown(from, firstByteWaitMs);
  const isWhole = file.sha256() !== undefined;
  const size = file.bytes();
  if (size <= from) {
    if (isWhole) return await reply.status(416).header('content-range', `bytes */${size}`).send();
    throw new ProblemError('snapshot-not-ready', 'The snapshot is being made. Try again shortly.');
  }
  return await headed(reply, file)
    .status(206)
    .header('content-range', `bytes ${from}-${size - 1}/${isWhole ? size : '*'}`)
    .header('content-length', String(size - from))
    .send(createReadStream(file.path, { start: from, end: size - 1 }));
}

function headed(reply: FastifyReply, file: ShelvedSnapshot): FastifyReply {
  const sha256 = file.sha256();
  if (sha256 !== undefined) void reply.header('repr-digest', `sha-256=:${sha256}:`);
  return reply
    .header('content-type', 'application/x-ndjson; charset=utf-8')
    .header('content-encoding', 'gzip')
    .header('cache-control', 'no-store')
    .header('accept-ranges', 'bytes')
    .header('etag', file.etag);
}

/** The file as it grows, to its end. A fault destroys the stream, so that the reader misses the end. */
function whole(file: ShelvedSnapshot): Readable {
  async function* bytes(): AsyncGenerator<Buffer, void, void> {
    let from = 0;
    for (;;) {
      await file.grown(from, pieceWaitMs);
      // Asked before the size: what is whole now does not grow any more.
      const isWhole = file.sha256() !== undefined;
      const size = file.bytes();
      if (size > from) {
        for await (const chunk of createReadStream(file.path, { start: from, end: size - 1 })) yield chunk as Buffer;
        from = size;
      } else if (isWhole) return;
    }
  }
  return Readable.from(bytes(), { objectMode: false });
}
