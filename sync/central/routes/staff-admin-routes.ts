import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Pin } from '../../../agent/domain/operators/staff-list.ts';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { CentralContext } from '../central-context.ts';
import { disableMember, listMembers, MemberData, saveMember, setPin } from '../staff/staff-members.ts';

const UserParams = Strict({ userId: Id });
type UserParams = Type.Static<typeof UserParams>;
const PinRequest = Strict({ pin: Type.Optional(Pin) });
type PinRequest = Type.Static<typeof PinRequest>;

/** Who may sign in at which tills. A generated PIN is answered once and kept nowhere. */
export function staffAdminRoutes(scope: FastifyInstance, context: CentralContext): void {
  scope.get('/admin/v1/staff', async () => ({ members: await listMembers(context.db) }));
  scope.put<{ Params: UserParams; Body: MemberData }>('/admin/v1/staff/:userId', { schema: { params: UserParams, body: MemberData } }, async (request) =>
    await saveMember(context.db, request.params.userId, request.body, context.now()));
  scope.post<{ Params: UserParams; Body: PinRequest }>('/admin/v1/staff/:userId/pin', { schema: { params: UserParams, body: PinRequest } }, async (request) =>
    await setPin(context.db, request.params.userId, request.body.pin, context.now()));
  scope.post<{ Params: UserParams }>('/admin/v1/staff/:userId/disable', { schema: { params: UserParams } }, async (request) =>
    await disableMember(context.db, request.params.userId, context.now()));
}
