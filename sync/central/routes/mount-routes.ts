import type { FastifyInstance } from 'fastify';
import type { CentralContext } from '../central-context.ts';
import { adminRoutes } from './admin-routes.ts';
import { enrolRoutes } from './enrol-routes.ts';
import { tillRoutes } from './till-routes.ts';
import { openApiDocument } from './web/open-api.ts';
import { webRoutes, webRouteTable } from './web/web-routes.ts';

/** Every call that the centre answers. Open are only its health, the description of `/v1`, and the enrolment of a till that has no token yet. */
export async function mountRoutes(server: FastifyInstance, context: CentralContext): Promise<void> {
  server.get('/healthz', async () => {
    await context.db.query('SELECT 1 AS one');
    return { status: 'ok' };
  });
  const table = webRouteTable(context);
  server.get('/openapi.json', async () => await Promise.resolve(openApiDocument(table)));
  enrolRoutes(server, context);
  await tillRoutes(server, context);
  await adminRoutes(server, context);
  await webRoutes(server, context, table);
}
