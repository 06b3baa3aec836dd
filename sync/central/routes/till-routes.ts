import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CentralContext } from '../central-context.ts';
import { bearerToken, unauthorized } from '../http/bearer.ts';
import { readEpoch } from '../meta.ts';
import { inHaste } from '../pacer.ts';
import { assertNotRevoked } from '../revocation.ts';
import { createTillContacts } from '../till-contacts.ts';
import { findTillByToken, type Till } from '../tills.ts';
import { blockListRoute } from './block-list-route.ts';
import { bundleRoute } from './bundle-route.ts';
import { feedRoutes } from './feed-routes.ts';
import { holdRoute } from './hold-route.ts';
import { numberPoolRoute } from './number-pool-route.ts';
import { personRoutes } from './person-routes.ts';
import { tillKeyRoute } from './till-key-route.ts';
import { pushRoutes } from './push-routes.ts';
import { staffRoute } from './staff-route.ts';
import { qrUseRoute } from './qr-use-route.ts';
import { returnableRoute } from './returnable-route.ts';
import { reconciliationRoute } from './reconciliation-route.ts';
import { snapshotRoute } from './snapshot-route.ts';
import { trustRoute } from './trust-route.ts';

/** Answers the till that a request was authorised for. */
export type TillOf = (request: FastifyRequest) => Till;

/** Everything under `/till/v1` that an enrolled till may call. */
export async function tillRoutes(server: FastifyInstance, context: CentralContext): Promise<void> {
  const tills = new WeakMap<FastifyRequest, Till>();
  const tillOf: TillOf = (request) => {
    const till = tills.get(request);
    if (till === undefined) throw unauthorized();
    return till;
  };
  const noteContact = createTillContacts(context.db, (err) => context.log.warn({ err }, 'the contact of a till could not be noted'));
  const authorise = async (request: FastifyRequest): Promise<void> => {
    const till = await findTillByToken(context.db, bearerToken(request));
    if (till === undefined) throw unauthorized();
    await assertNotRevoked(context.db, till, context.rootKeys);
    tills.set(request, till);
    await noteContact(till.tillId, context.now());
  };
  await server.register(async (scope) => {
    inHaste(scope);
    scope.addHook('onRequest', authorise);
    holdRoute(scope, context, tillOf);
    returnableRoute(scope, context);
    qrUseRoute(scope, context, tillOf);
    personRoutes(scope, context, tillOf);
  });
  await server.register(async (scope) => {
    scope.addHook('onRequest', authorise);
    scope.get('/till/v1/ping', async () => ({ epoch: await readEpoch(context.db), timeMs: context.now() }));
    pushRoutes(scope, context, tillOf);
    bundleRoute(scope, context);
    blockListRoute(scope, context);
    staffRoute(scope, context, tillOf);
    feedRoutes(scope, context, tillOf);
    snapshotRoute(scope, context);
    numberPoolRoute(scope, context, tillOf);
    trustRoute(scope, context, tillOf);
    tillKeyRoute(scope, context, tillOf);
    reconciliationRoute(scope, context, tillOf);
  });
}
