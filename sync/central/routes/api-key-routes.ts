import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { CentralContext } from '../central-context.ts';
import { listApiKeys, makeApiKey, revokeApiKey } from '../web/api-keys.ts';
import { ShownName } from './shown-name.ts';

const ApiKeyBody = Type.Union([
  Strict({ name: ShownName, scope: Type.Literal('partner') }),
  Strict({ name: ShownName, scope: Type.Literal('web-shop'), channelId: Type.String({ pattern: '^[A-Za-z0-9._-]{1,60}$', description: '1 to 60 characters of A–Z a–z 0–9 . _ -' }), storeId: Id }),
]);
type ApiKeyBody = Type.Static<typeof ApiKeyBody>;

/** API keys, under the administration token. */
export function apiKeyRoutes(scope: FastifyInstance, { db, library, now, log }: CentralContext): void {
  scope.post<{ Body: ApiKeyBody }>('/admin/v1/api-keys', { schema: { body: ApiKeyBody } }, async (request, reply) => {
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
