import { tmpdir } from 'node:os';
import { testDesk } from './test-people.ts';
import { createIdempotency } from '../../../agent/host/api/idempotency.ts';
import { createPageAccess } from '../../../agent/host/api/page-access.ts';
import { startApi } from '../../../agent/host/api/start-api.ts';
import { noDevices } from '../../../agent/host/devices/device-service.ts';
import { createDiagnostics } from '../../../agent/host/diagnostics/diagnostics.ts';
import { createLogBook } from '../../../agent/host/log/log-book.ts';
import { createLogLevels } from '../../../agent/host/log/log-level.ts';
import { createDrillService } from '../../../agent/host/drill-service.ts';
import { createEventBus } from '../../../agent/host/events/event-bus.ts';
import { createMetrics } from '../../../agent/host/metrics/metrics.ts';
import { offlineRedemptionNow } from '../../../agent/usecases/offline-redemption.ts';
import { statusView } from '../../../agent/host/status/status-view.ts';
import { openTestTill } from '../../usecases/kit/test-till.ts';
import { httpCall } from './http-call.ts';
import { testLog } from './test-log.ts';
import type { StaffMember } from '../../../agent/domain/operators/staff-list.ts';
import type { Bundle } from '../../../agent/domain/bundle/bundle.ts';
import type { PageAccess } from '../../../agent/host/api/page-access.ts';
import type { EventBus } from '../../../agent/host/events/event-bus.ts';
import type { Till } from '../../../agent/usecases/till.ts';
import type { TestTill } from '../../usecases/kit/test-till.ts';
import type { CallAnswer, CallOptions } from './http-call.ts';

export const testSoftwareToken = 'till-software-till-software-till-soft';
export const testToken = 'test-token-test-token-test-token-test';

/** The real API over a till with real databases; the centre is played. */
export interface TestApi {
  readonly port: number;
  readonly test: TestTill;
  readonly bus: EventBus;
  readonly page: PageAccess;
  readonly logLines: readonly string[];
  /** With the token, unless the headers say otherwise */
  call(method: string, path: string, options?: CallOptions): Promise<CallAnswer>;
  /** Without any credentials of its own */
  plainCall(method: string, path: string, options?: CallOptions): Promise<CallAnswer>;
  close(): Promise<void>;
}

export interface TestApiOptions {
  readonly pageAccess?: 'open' | 'link';
  readonly pageFolder?: string;
  /** What people may do is what the programme says; else whoever calls may do everything */
  readonly withRoles?: true;
  /** Who can sign in with `testPin`; one of each default role, unless told otherwise */
  readonly people?: readonly StaffMember[];
  /** Changes of the example programme */
  readonly bundle?: Partial<Bundle>;
  /** Puts something else in the place of parts of the till */
  readonly change?: (till: Till) => Till;
}

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const test = openTestTill(options.bundle);
  const { till } = test;
  const bus = createEventBus();
  const { log, lines } = testLog();
  const page = createPageAccess(options.pageAccess ?? 'link', testToken, () => test.nowMs);
  const status = () =>
    statusView({
      identity: { tillId: 'till-1', tillName: 'Касса 1', storeId: 'centre' },
      bundles: { active: () => test.compiled, find: () => test.compiled, activatedAtMs: () => test.nowMs, refusal: () => undefined, offer: () => undefined },
      outbox: test.store.outbox,
      cache: test.customers.cache,
      clock: till.clock,
      setAside: () => undefined,
      durability: () => test.store.durability(),
      offlineRedemption: () => offlineRedemptionNow(till),
      devices: () => [],
      contact: () => ({ reach: 'ok', breaker: 'closed', quarantined: false }),
    });
  const tillOfTest = options.change?.(till) ?? till;
  const drills = createDrillService({ till, meta: test.store.meta, reader: test.store.reader, outages: test.store.outages, gate: { beginDrill: () => undefined, endDrill: () => undefined }, onChange: () => undefined, log });
  const desk = { till: tillOfTest, reader: test.store.reader, outbox: test.store.outbox, outages: test.store.outages, centre: { reconcile: () => Promise.resolve(undefined) }, drills };
  const book = createLogBook();
  const diagnostics = createDiagnostics({
    home: tmpdir(), identity: { tillId: 'till-1', tillName: 'Касса 1', storeId: 'centre', token: 'x'.repeat(20), centralUrl: 'http://localhost', rootPublicKey: 'x'.repeat(40), keyId: 'k' },
    book, levels: createLogLevels(log, () => test.nowMs), reader: test.store.reader, activeBundle: () => test.compiled, status, devices: () => noDevices.view(),
  });
  const services = { till: tillOfTest, desk, diagnostics, operators: testDesk(tillOfTest, options.withRoles === true, ...(options.people === undefined ? [] : [{ list: options.people }])), bus, metrics: createMetrics(), idempotency: createIdempotency(till.journal, till.clock), status, devices: noDevices };
  const api = await startApi({ services, token: testToken, tillSoftwareToken: testSoftwareToken, page, pageFolder: options.pageFolder, log }, { host: '127.0.0.1', port: 0 });
  const plainCall: TestApi['plainCall'] = (method, path, call) => httpCall(api.port, method, path, call);
  return {
    port: api.port,
    test,
    bus,
    page,
    logLines: lines,
    plainCall,
    call: (method, path, call = {}) => plainCall(method, path, { ...call, headers: { authorization: `Bearer ${testToken}`, ...call.headers } }),
    close: async () => {
      drills.close();
      await api.close();
      test.close();
    },
  };
}
