import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem-error.ts';

/** Unpacks a gzipped request body. The body limit counts what comes out, so that a small bomb does not pass it. */
export async function gunzipBody(request: FastifyRequest, _reply: unknown, payload: Readable): Promise<Readable> {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return payload;
  if (encoding !== 'gzip') throw new ProblemError('unsupported-media-type', 'Content-Encoding may only be gzip.');
  // the stated length is that of the packed bytes
  delete request.headers['content-length'];
  const unpacked = createGunzip();
  payload.on('error', (error) => unpacked.destroy(error));
  return payload.pipe(unpacked);
}
