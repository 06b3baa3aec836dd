import { agentVersion } from '../version.ts';
import { unattendedRole } from '../../domain/operators/roles-of.ts';
import { modeOf } from './mode.ts';
import type { StatusView } from '../../contract/status.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CustomerCache } from '../../ports/customer-cache.ts';
import type { Outbox } from '../../ports/outbox.ts';
import type { BundleService } from '../bundle/bundle-service.ts';
import type { TillIdentity } from '../home/identity.ts';
import type { Contact } from '../../../sync/engine/sync-engine.ts';

/** Deliveries that are counted one by one; with more than this something is wrong anyway, and the count says so. */
const maxCounted = 10_000;

export interface StatusSources {
  readonly identity: Pick<TillIdentity, 'tillId' | 'tillName' | 'storeId'>;
  readonly bundles: BundleService;
  readonly outbox: Outbox;
  readonly cache: CustomerCache;
  readonly clock: Clock;
  durability(): { synchronous: StatusView['journal']['synchronous']; journalMode: string };
  setAside(): StatusView['journal']['setAside'];
  contact(): Contact;
  offlineRedemption(): StatusView['offlineRedemption'];
  devices(): StatusView['devices'];
  /** Of the last answer of the centre */
  latencyMs?(): number | undefined;
}

export function statusView(sources: StatusSources): StatusView {
  const contact = sources.contact();
  const now = sources.clock.now();
  const cache = sources.cache.view();
  const setAside = sources.setAside();
  const refusal = sources.bundles.refusal();
  const head = sources.outbox.head();
  const position = sources.outbox.position();
  const offlineRedemption = sources.offlineRedemption();
  const latencyMs = sources.latencyMs?.();
  const nobody = unattendedRole(sources.bundles.active()?.bundle ?? {});
  return {
    version: agentVersion,
    ...modeOf({
      reach: contact.reach, trouble: contact.trouble, quarantined: contact.quarantined, revoked: contact.revoked,
      ...(setAside === undefined ? {} : { journalNotice: setAside.code === 'journal-missing' ? 'journal-lost' : 'journal-set-aside' }),
      hasCustomers: cache !== undefined, clock: now.clock,
    }),
    ...programme(sources),
    queue: queue(sources.outbox, head.seq - position.seq),
    journal: { journalId: sources.outbox.journalId, headSeq: head.seq, acknowledgedSeq: position.seq, ...sources.durability(), ...(setAside === undefined ? {} : { setAside }) },
    ...(offlineRedemption === undefined ? {} : { offlineRedemption }),
    unattended: { role: nobody.name, rights: [...nobody.rights] },
    sync: {
      breaker: contact.breaker,
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(contact.lastContactMs === undefined ? {} : { lastContactMs: contact.lastContactMs }),
      ...(contact.lastError === undefined ? {} : { lastError: contact.lastError }),
    },
    ...(refusal === undefined ? {} : { bundleRefused: { ...refusal } }),
    ...(cache === undefined ? {} : { cache: { generation: cache.generation, accounts: cache.accounts, cursor: cache.cursor, asOfMs: cache.asOfMs } }),
    devices: sources.devices(),
    clock: { quality: now.clock, atMs: now.atMs, wallMs: now.wallMs },
  };
}

function programme({ bundles, identity }: StatusSources): Pick<StatusView, 'till' | 'programme' | 'bundle'> {
  const till = { tillId: identity.tillId, name: identity.tillName, storeId: identity.storeId };
  const compiled = bundles.active();
  if (compiled === undefined) return { till };
  const { bundle, hash } = compiled;
  const store = bundle.stores.find(({ id }) => id === identity.storeId);
  return {
    till: store === undefined ? till : { ...till, storeName: store.name },
    programme: {
      programmeId: bundle.programmeId,
      name: bundle.name,
      currency: bundle.currency,
      points: bundle.points,
      timeZone: bundle.timeZone,
      ...(bundle.slips?.applicationUrl === undefined ? {} : { applicationUrl: bundle.slips.applicationUrl }),
      ...(bundle.externalProgrammes === undefined ? {} : { externalProgrammes: bundle.externalProgrammes.map(({ id, name }) => ({ id, name })) }),
      ...(bundle.names?.paymentMethods === undefined ? {} : { paymentMethods: Object.entries(bundle.names.paymentMethods).map(([id, name]) => ({ id, name })) }),
    },
    bundle: { serial: bundle.serial, hash, semantics: bundle.semantics, promotions: bundle.promotions.length, activatedAtMs: bundles.activatedAtMs() ?? 0 },
  };
}

/** Not yet sent, and what the centre took without settling it. A quarantined operation holds the position, so it counts as not sent. */
function queue(outbox: Outbox, unsent: number): StatusView['queue'] {
  let waiting = 0;
  let parked = 0;
  for (const { state } of outbox.unsettled(maxCounted)) {
    if (state === 'waiting') waiting += 1;
    if (state === 'parked') parked += 1;
  }
  return { length: Math.max(0, unsent) + waiting + parked, waiting, parked };
}
