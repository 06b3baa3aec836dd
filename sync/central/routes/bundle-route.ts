import type { FastifyInstance } from 'fastify';
import { readBundleInForce } from '../bundles.ts';
import type { CentralContext } from '../central-context.ts';
import { ProblemError } from '../problem-error.ts';

export function bundleRoute(server: FastifyInstance, context: CentralContext): void {
  server.get('/till/v1/bundle', async (request, reply) => {
    const bundle = await readBundleInForce(context.db);
    if (bundle === undefined) throw new ProblemError('no-bundle', 'No programme bundle was published yet.');
    void reply.header('etag', `"${bundle.hash}"`).header('cache-control', 'no-cache');
    return namesHash(request.headers['if-none-match'], bundle.hash) ? reply.status(304).send() : bundle;
  });
}

/** If-None-Match: a list of entity tags, perhaps weak, or a star. */
function namesHash(header: string | undefined, hash: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(`"${hash}"`) || tags.includes('*');
}
