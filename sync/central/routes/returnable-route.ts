import type { FastifyInstance } from 'fastify';
import type Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { CentralContext } from '../central-context.ts';
import { readReturnable } from '../returnable.ts';

const SaleParams = Strict({ saleId: Id });
type SaleParams = Type.Static<typeof SaleParams>;

export function returnableRoute(server: FastifyInstance, context: CentralContext): void {
  server.get<{ Params: SaleParams }>('/till/v1/sales/:saleId/returnable', { schema: { params: SaleParams } }, async (request) => await readReturnable(context.db, request.params.saleId));
}
