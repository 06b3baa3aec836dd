import type { FastifyInstance } from 'fastify';
import { QrUseMessage, type QrUseReply } from '../../protocol/messages.ts';
import type { CentralContext } from '../central-context.ts';
import { keyOf, noteUses, qrName } from '../push/once-uses.ts';
import type { TillOf } from './till-routes.ts';

/** A code of the application is good for one sale of the whole chain: the first that names it, here or in a push. */
export function qrUseRoute(server: FastifyInstance, { db, now }: CentralContext, tillOf: TillOf): void {
  server.post<{ Body: QrUseMessage }>('/till/v1/qr-uses', { schema: { body: QrUseMessage } }, async (request): Promise<QrUseReply> => {
    const { keyId, nonce, saleId } = request.body;
    const { tillId } = tillOf(request);
    const uses = await db.transaction(async (tx) => await noteUses(tx, 'qr', [{ name: qrName({ keyId, nonce }), saleId, tillId, isAsked: true }], now()), 'READ COMMITTED', 'idempotent');
    const first = uses.get(keyOf('qr', qrName({ keyId, nonce })));
    return first === undefined || first.saleId === saleId ? { outcome: 'yours' } : { outcome: 'used', ...first };
  });
}
