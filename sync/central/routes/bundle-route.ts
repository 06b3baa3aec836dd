import type { FastifyInstance } from 'fastify';
import { readBundleInForce } from '../bundles.ts';
import type { CentralContext } from '../central-context.ts';
import { namesHash } from '../http/entity-tags.ts';
import { ProblemError } from '../problem-error.ts';

export function bundleRoute(server: FastifyInstance, context: CentralContext): void {
  server.get('/till/v1/bundle', async (request, reply) => {
    const bundle = await readBundleInForce(context.db);
    if (bundle === undefined) throw new ProblemError('no-bundle', 'No programme bundle was published yet.');
    void reply.header('etag', `"${bundle.hash}"`).header('cache-control', 'no-cache');
    return namesHash(request.headers['if-none-match'], bundle.hash) ? reply.status(304).send() : bundle;
  });
}
