import type { FastifyInstance } from 'fastify';
import type Type from 'typebox';
import { Id, Strict } from '../../../agent/domain/scalars.ts';
import type { CentralContext } from '../central-context.ts';
import { doAtOffice, OfficeCard } from '../cards/office-cards.ts';
import { defineRange, listRanges, NumberRange } from '../cards/number-ranges.ts';

const RangeParams = Strict({ rangeId: Id });
type RangeParams = Type.Static<typeof RangeParams>;

/** What the office does to cards, and which numbers tills may give to virtual ones, under `/admin/v1`; the caller has checked the administration token. */
export function cardRoutes(scope: FastifyInstance, context: CentralContext): void {
  scope.post<{ Body: OfficeCard }>('/admin/v1/cards', { schema: { body: OfficeCard } }, async (request) => {
    const done = await doAtOffice(context, request.body, context.now());
    context.signal.notify();
    context.log.info({ verb: request.body.verb, cards: done.cardNumbers.length }, 'the office did something to cards');
    return done;
  });

  scope.get('/admin/v1/number-ranges', async () => ({ ranges: await listRanges(context.db) }));
  scope.put<{ Params: RangeParams; Body: NumberRange }>('/admin/v1/number-ranges/:rangeId', { schema: { params: RangeParams, body: NumberRange } }, async (request) => {
    await defineRange(context, request.params.rangeId, request.body, context.now());
    return { ranges: await listRanges(context.db) };
  });
}
