import type { FastifyInstance } from 'fastify';
import type { CentralContext } from '../central-context.ts';
import { ApiKeyRequest, listApiKeys, makeApiKey, revokeApiKey } from '../web/api-keys.ts';

/** API keys, under the administration token. */
export function apiKeyRoutes(scope: FastifyInstance, { db, library, now, log }: CentralContext): void {
  scope.post<{ Body: ApiKeyRequest }>('/admin/v1/api-keys', { schema: { body: ApiKeyRequest } }, async (request, reply) => {
    const made = await makeApiKey(db, library, request.body, now());
    log.info({ keyId: made.keyId, scope: request.body.scope }, 'an API key was made');
    return await reply.status(201).send(made);
  });
  scope.get('/admin/v1/api-keys', async () => ({ keys: await listApiKeys(db) }));
  scope.post<{ Params: { keyId: string } }>('/admin/v1/api-keys/:keyId/revoke', async (request) => {
    const { keyId } = request.params;
    const revokedAtMs = await revokeApiKey(db, keyId, now());
    log.warn({ keyId }, 'an API key was revoked');
    return { keyId, revokedAtMs };
  });
}
