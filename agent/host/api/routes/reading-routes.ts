/** Scans, customers, goods, and how the till is. */
import Type from 'typebox';
import { GoodsView, IdentifyRequest, IdentifyView, ScanRequest, ScanView } from '../../../contract/scan.ts';
import { HealthView, StatusView } from '../../../contract/status.ts';
import { Strict } from '../../../domain/scalars.ts';
import { findGoods } from '../../../usecases/find-goods.ts';
import { identify } from '../../../usecases/identify.ts';
import { scan } from '../../../usecases/scan.ts';
import { agentVersion } from '../../version.ts';
import { watchLookUp } from '../../../usecases/limits/watch-points.ts';
import { limitWarnings } from '../../views/limit-warnings.ts';
import { identifyView } from '../../views/identify-view.ts';
import { route } from '../route.ts';
import { ListLimit } from './list-limit.ts';
import type { Route } from '../route.ts';
import type { ApiServices } from '../services.ts';

const GoodsQuery = Strict({
  query: Type.Optional(Type.String({ maxLength: 100 })),
  /** 20 by default */
  limit: Type.Optional(ListLimit),
});

export function readingRoutes(services: ApiServices): Route[] {
  const { till, bus } = services;
  return [
    route({
      method: 'GET',
      path: '/healthz',
      right: 'anyone',
      summary: 'Is the agent up? `starting` until it has its first programme',
      open: true,
      answer: HealthView,
      handle: () => ({ body: { status: till.activeBundle() === undefined ? 'starting' as const : 'ok' as const, version: agentVersion } }),
    }),
    route({ method: 'GET', path: '/v1/status', right: 'anyone', summary: 'Mode, programme, queue, journal, cache, clock', answer: StatusView, handle: () => ({ body: services.status() }) }),
    route({
      method: 'POST',
      path: '/v1/scans',
      right: 'identify',
      readsTracks: true,
      summary: 'Say what a scanned code is, and send it as the event `scan`',
      body: ScanRequest,
      answer: ScanView,
      problems: ['not-ready'],
      handle: ({ body }) => {
        const outcome = scan(till, { code: body.code, source: body.source ?? 'api', ...(body.symbology === undefined ? {} : { symbology: body.symbology }) });
        if (!outcome.ok) return outcome;
        bus.publish({ name: 'scan', value: outcome.scan });
        return { body: outcome.scan };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/identify',
      right: 'identify',
      lifts: ['limit-override'],
      summary: 'The customer behind a card, as this till knows them now',
      body: IdentifyRequest,
      answer: IdentifyView,
      problems: ['not-ready', 'limit-reached'],
      handle: ({ body, actor, liftsLimits }) => {
        const watched = watchLookUp(till, body.code, { by: actor, liftsLimits: liftsLimits === true });
        if ('ok' in watched) return watched;
        const outcome = identify(till, body);
        if (!outcome.ok) return outcome;
        const { atMs: nowMs } = till.clock.now();
        const { localDate } = till.clock.businessTime(nowMs, outcome.compiled.bundle.timeZone);
        return { body: { ...identifyView(outcome, { code: body.code, identifiedBy: body.identifiedBy ?? 'scan', localDate, nowMs, journalId: till.journal.journalId }), ...limitWarnings(outcome.compiled, watched) } };
      },
    }),
    route({
      method: 'GET',
      path: '/v1/goods',
      right: 'anyone',
      summary: 'Goods of the programme by name, code or barcode',
      query: GoodsQuery,
      answer: GoodsView,
      problems: ['not-ready'],
      handle: ({ query }) => {
        const outcome = findGoods(till, { query: query.query ?? '', limit: Number(query.limit ?? 20) });
        if (!outcome.ok) return outcome;
        return {
          body: {
            goods: outcome.goods.map(({ sku, good }) => ({
              sku, name: good.name, categoryId: good.categoryId, unit: good.unit, priceMinor: good.priceMinor, barcodes: good.barcodes,
            })),
          },
        };
      },
    }),
  ];
}
