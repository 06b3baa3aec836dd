import { arch, cpus, freemem, platform, release, totalmem, uptime } from 'node:os';
import { compileFlag } from '../../domain/promotions/compile-flag.ts';
import { readProfiles } from '../../../drivers/devices/read-profiles.ts';
import { udevRules } from '../../../drivers/devices/udev-rules.ts';
import { profilesFolder } from '../devices/device-service.ts';
import { maskValues } from '../log/mask-values.ts';
import { agentVersion } from '../version.ts';
import { journalSummary } from './journal-summary.ts';
import { identityWithoutSecrets } from './known-till.ts';
import { archiveName, packArchive } from './pack-archive.ts';
import { storageSizes } from './storage-sizes.ts';
import type { DevicesView } from '../../contract/devices.ts';
import type { DiagnosticsView } from '../../contract/diagnostics.ts';
import type { StatusView } from '../../contract/status.ts';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import type { JournalReader } from '../../ports/journal-reader.ts';
import type { TillIdentity } from '../home/identity.ts';
import type { LogBook } from '../log/log-book.ts';
import type { LogLevels } from '../log/log-level.ts';

/** What technicians ask for beside the status. */
export interface Diagnostics {
  readonly book: LogBook;
  readonly levels: LogLevels;
  view(): DiagnosticsView;
  /** A zip with all of it. Nothing of customers is in it, no secret, and no whole number of a card or telephone */
  archive(): Promise<{ readonly name: string; readonly content: Uint8Array }>;
}

export interface DiagnosticsSources {
  readonly home: string;
  readonly identity: TillIdentity;
  readonly book: LogBook;
  readonly levels: LogLevels;
  readonly reader: Pick<JournalReader, 'newest'>;
  activeBundle(): CompiledBundle | undefined;
  status(): StatusView;
  devices(): DevicesView;
  /** What `till doctor` says of this home, as JSON; absent where it cannot be run */
  readonly doctor?: (() => Promise<unknown>) | undefined;
}

const archivedLines = 2_000;

export function createDiagnostics(sources: DiagnosticsSources): Diagnostics {
  const startedAtMs = Date.now() - Math.round(process.uptime() * 1_000);
  const { book, levels } = sources;

  function view(): DiagnosticsView {
    const { rss, heapUsed } = process.memoryUsage();
    return {
      version: agentVersion,
      node: process.versions.node,
      machine: { platform: platform(), release: release(), arch: arch(), cpus: cpus().length, memoryBytes: totalmem(), freeMemoryBytes: freemem(), uptimeMs: Math.round(uptime() * 1_000) },
      process: { startedAtMs, uptimeMs: Math.round(process.uptime() * 1_000), residentBytes: rss, heapUsedBytes: heapUsed },
      ...storageSizes(sources.home),
      ...bundlePart(sources),
      log: levels.view(),
      scanners: scannersInTrouble(sources.devices()),
    };
  }
  return {
    book,
    levels,
    view,
    async archive() {
      const status = sources.status();
      const doctor = await sources.doctor?.().catch((error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }));
      const content = packArchive([
        ['status.json', status],
        ['diagnostics.json', view()],
        ['till.json', identityWithoutSecrets(sources.identity)],
        ['devices.json', withoutScans(sources.devices())],
        ['journal.json', journalSummary(sources.reader)],
        ['doctor.json', doctor ?? { skipped: 'this agent was not started by the command line' }],
        ['log.json', book.lines('trace', archivedLines)],
      ]);
      return { name: archiveName(sources.identity.tillId, status.clock.atMs), content };
    },
  };
}

function bundlePart({ identity, ...sources }: DiagnosticsSources): Pick<DiagnosticsView, 'bundle'> {
  const bundle = sources.activeBundle()?.bundle;
  if (bundle === undefined) return {};
  const region = bundle.stores.find(({ id }) => id === identity.storeId)?.region;
  const here = { region, storeId: identity.storeId, tillId: identity.tillId, agentVersion };
  return { bundle: { goldenReceipts: bundle.goldenReceipts.length, flags: (bundle.flags ?? []).map(({ id, on }) => ({ id, on: compileFlag(on)(here) })) } };
}

function scannersInTrouble({ devices }: DevicesView): DiagnosticsView['scanners'] {
  return devices.filter(({ state, fault }) => state !== 'open' || fault !== undefined).map(({ id, state, profile }) => {
    const profiles = state === 'denied' ? readProfiles(profilesFolder).filter((each) => each.id === profile && each.usb.length > 0) : [];
    return { id, state, ...(profiles.length === 0 ? {} : { udevRules: udevRules(profiles) }) };
  });
}

/** What was scanned last may be anybody's card. */
function withoutScans(view: DevicesView): unknown {
  return maskValues({ ...view, devices: view.devices.map(({ lastScan, ...device }) => ({ ...device, ...(lastScan === undefined ? {} : { lastScanAtMs: lastScan.atMs }) })) });
}
