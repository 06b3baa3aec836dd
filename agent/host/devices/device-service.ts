import { statSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY, Subject, Subscription } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Logger } from 'pino';
import { readDeviceConfig, readProfiles } from '../../../drivers/devices/read-profiles.ts';
import { openDevices } from '../../../drivers/open-devices.ts';
import { resourcesFolder } from '../resources-folder.ts';
import { deviceStatus, devicesView, rawHexOf } from './device-view.ts';
import type { DeviceStatus, DevicesView } from '../../contract/devices.ts';
import type { ReadCode, Scans } from '../../ports/scans.ts';
import type { DeviceConfig, DeviceProfile } from '../../../drivers/devices/device-profile.ts';
import type { Scan } from '../../../drivers/core/scan.ts';
import type { DeviceRegistry } from '../../../drivers/registry.ts';

/** Where the profiles of known models lie. */
export const profilesFolder = join(resourcesFolder, 'devices');
export const deviceConfigName = 'devices.json';

/** The scanners of this till, for the rest of the agent. */
export interface DeviceService extends Scans {
  /** A device is in another state */
  readonly changes$: Observable<unknown>;
  status(): DeviceStatus[];
  view(): DevicesView;
  close(): void;
}

/** A till without scanners of its own. */
export const noDevices: DeviceService = {
  changes$: EMPTY,
  status: () => [],
  view: () => ({ devices: [], ignored: [], disabledTransports: [] }),
  onCode: () => () => undefined,
  close: () => undefined,
};

export interface DeviceServiceOptions {
  /** The home of the till, where `devices.json` may lie */
  readonly home: string;
  readonly log: Logger;
  readonly open?: (profiles: readonly DeviceProfile[], config: DeviceConfig, isLoyaltyNumber: (number: string) => boolean) => DeviceRegistry;
  /** By the programme in force */
  readonly isLoyaltyNumber: (number: string) => boolean;
  /** How often `devices.json` is looked at; 0: never again */
  readonly lookMs?: number;
}

/**
 * Opens what is known or configured. A mistake in `devices.json` is logged and shown, and what is known by its ids works all the same. The file may change while the till runs:
 *
 *   running ──changed, good──► all closed, opened by the new one      running ──changed, wrong──► running by the one before, the mistake is shown
 */
export function startDevices({ home, log, open = openDevices, isLoyaltyNumber, lookMs = 1_000 }: DeviceServiceOptions): DeviceService {
  const profiles = readProfiles(profilesFolder);
  const file = join(home, deviceConfigName);
  const changes$ = new Subject<unknown>();
  const scans$ = new Subject<Scan>();
  const readConfig = (): { config?: DeviceConfig; fault?: string } => {
    const read = readDeviceConfig(file, profiles);
    if (read.ok) return { config: read.config };
    log.error({ detail: read.detail }, 'the configuration of devices is wrong and does not count');
    return { fault: read.detail };
  };
  let seen = versionOf(file);
  const first = readConfig();
  let configFault = first.fault;
  let opened = attach(open(profiles, first.config ?? {}, isLoyaltyNumber), { log, changes$, scans$ });
  const reload = (): void => {
    const { config, fault } = readConfig();
    configFault = fault;
    if (config !== undefined) {
      opened.close();
      opened = attach(open(profiles, config, isLoyaltyNumber), { log, changes$, scans$ });
      log.info('devices.json has changed: all scanners are opened by it');
    }
    changes$.next(undefined);
  };
  // By hand: what changes between the reading and the first look of a watcher it would never tell.
  const timer = lookMs === 0 ? undefined : setInterval(() => {
    const version = versionOf(file);
    if (version === seen) return;
    seen = version;
    reload();
  }, lookMs);
  timer?.unref();
  return {
    changes$,
    status: () => opened.registry.devices().map(deviceStatus),
    view: () => devicesView(opened.registry, configFault),
    onCode: (listener) => {
      const subscription = scans$.subscribe((scan) => {
        const code: ReadCode = { text: scan.text, source: scan.source, ...(scan.asSent === undefined ? {} : { asSent: scan.asSent }), ...(scan.symbology === undefined ? {} : { symbology: scan.symbology }), ...(scan.deviceId === undefined ? {} : { deviceId: scan.deviceId }), ...rawHexOf(scan) };
        try {
          listener(code);
        } catch (err) {
          // Nothing of the scan itself: it may be anybody's card.
          log.error({ err, device: scan.deviceId }, 'a scan could not be handled');
        }
      });
      return () => subscription.unsubscribe();
    },
    close: () => {
      clearInterval(timer);
      opened.close();
      changes$.complete();
      scans$.complete();
    },
  };
}

function versionOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

interface Told {
  readonly log: Logger;
  readonly changes$: Subject<unknown>;
  readonly scans$: Subject<Scan>;
}

/** Hands on what one set of devices tells, until it is closed. */
function attach(registry: DeviceRegistry, { log, changes$, scans$ }: Told): { registry: DeviceRegistry; close(): void } {
  const told = new Map<string, string>();
  const heard = new Subscription();
  heard.add(registry.changes$.subscribe(({ settings, condition }) => {
    changes$.next(condition);
    // Each attempt to open changes the condition: only another state is news.
    if (told.get(settings.id) === condition.state || condition.state === 'opening' || condition.state === 'reopening') return;
    told.set(settings.id, condition.state);
    const isWell = condition.state === 'open' || condition.state === 'absent';
    log[isWell ? 'info' : 'warn']({ device: settings.id, state: condition.state, ...(condition.fault === undefined ? {} : { fault: condition.fault.kind, detail: condition.fault.detail }) }, 'a scanner changed');
  }));
  heard.add(registry.disabled$.subscribe(({ transport, fault }) => {
    changes$.next(transport);
    log.warn({ transport, detail: fault.message }, 'a transport is not available on this machine');
  }));
  heard.add(registry.scans$.subscribe((scan) => scans$.next(scan)));
  return {
    registry,
    close: () => {
      heard.unsubscribe();
      registry.close();
    },
  };
}
