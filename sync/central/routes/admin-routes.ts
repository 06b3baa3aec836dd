import type { FastifyInstance } from 'fastify';
import type Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import { publishBundle } from '../bundles.ts';
import type { CentralContext } from '../central-context.ts';
import { makeEnrolmentCode } from '../enrolment.ts';
import { bearerToken, sameToken, unauthorized } from '../http/bearer.ts';
import { revokeTill } from '../revocation.ts';
import { redemptionRoutes } from './redemption-routes.ts';
import { AccountData, setAccountData } from '../set-account-data.ts';
import { askForNewKey } from '../till-key.ts';
import { listTills } from '../tills.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { budgetRoutes } from './budget-routes.ts';
import { cardRoutes } from './card-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { staffAdminRoutes } from './staff-admin-routes.ts';
import { ShownName } from '../shown-name.ts';

const EnrolmentCodeRequest = Strict({ tillId: Id, tillName: ShownName, storeId: Id });
type EnrolmentCodeRequest = Type.Static<typeof EnrolmentCodeRequest>;

/** Everything under `/admin/v1`, for the administration token. */
export async function adminRoutes(server: FastifyInstance, context: CentralContext): Promise<void> {
  await server.register(async (scope) => {
    scope.addHook('onRequest', async (request) => {
      if (!sameToken(bearerToken(request), context.adminToken)) throw unauthorized();
    });

    scope.post<{ Body: EnrolmentCodeRequest }>('/admin/v1/enrolment-codes', { schema: { body: EnrolmentCodeRequest } }, async (request) => ({
      code: await makeEnrolmentCode(context.db, await context.rootKeys.inForce(context.db), request.body, context.now()),
    }));
    apiKeyRoutes(scope, context);
    reportRoutes(scope, context);
    scope.patch<{ Body: AccountData; Params: { accountId: string } }>('/admin/v1/accounts/:accountId', { schema: { body: AccountData } }, async (request) => {
      await setAccountData(context.db, request.params.accountId, request.body);
      context.signal.notify();
      return { accountId: request.params.accountId };
    });
    budgetRoutes(scope, context);
    cardRoutes(scope, context);
    customerRoutes(scope, context);
    staffAdminRoutes(scope, context);
    scope.get('/admin/v1/tills', async () => ({ tills: await listTills(context.db) }));

    scope.post<{ Params: { tillId: string } }>('/admin/v1/tills/:tillId/revoke', async (request) => {
      const { tillId } = request.params;
      const revokedAtMs = await revokeTill(context.db, tillId, context.now());
      context.log.warn({ tillId }, 'a till was revoked');
      return { tillId, revokedAtMs };
    });

    scope.post<{ Params: { tillId: string } }>('/admin/v1/tills/:tillId/change-key', async (request) => {
      const asked = await askForNewKey(context.db, request.params.tillId, context.now());
      context.signal.notify();
      return asked;
    });
    redemptionRoutes(scope, context);

    await scope.register(async (bundles) => {
      // a bundle is hashed and signed as the text that it came as
      bundles.removeContentTypeParser('application/json');
      bundles.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
      bundles.post<{ Body: string }>('/admin/v1/bundles', async (request, reply) => {
        const published = await publishBundle(context.db, await context.rootKeys.inForce(context.db), request.body, context.now());
        context.signal.notify();
        context.log.info(published, 'a bundle was published');
        return await reply.status(201).send(published);
      });
    });
  });
}
