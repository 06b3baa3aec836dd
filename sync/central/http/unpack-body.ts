import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { requestCodings, type RequestCoding } from '../../protocol/request-codings.ts';
import { ProblemError } from '../problem-error.ts';

const unpackers = { gzip: createGunzip, zstd: createZstdDecompress } satisfies Record<RequestCoding, unknown>;

/** Each piece crosses from a thread to the event loop: with Node's own 16 KB a push of 500 sales did so 130 times. So what comes out is to be one piece, by how a till's sales pack. */
const usualRatio = 16;
const smallestPiece = 16 * 1024;
const largestPiece = 2_560 * 1024;

/** Unpacks a compressed request body. The body limit counts what comes out, so that a small bomb does not pass it. */
export async function unpackBody(request: FastifyRequest, _reply: unknown, payload: Readable): Promise<Readable> {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return payload;
  const coding = requestCodings.find((known) => known === encoding);
  if (coding === undefined) throw new ProblemError('unsupported-media-type', `Content-Encoding may only be ${requestCodings.join(' or ')}.`);
  const packedBytes = Number(request.headers['content-length'] ?? largestPiece);
  // the stated length is that of the packed bytes
  delete request.headers['content-length'];
  const unpacked = unpackers[coding]({ chunkSize: Math.min(largestPiece, Math.max(smallestPiece, packedBytes * usualRatio)) });
  payload.on('error', (error) => unpacked.destroy(error));
  return payload.pipe(unpacked);
}
