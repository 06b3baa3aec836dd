import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EMPTY, merge } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Logger } from 'pino';
import { readDeviceConfig, readProfiles } from '../../../drivers/devices/read-profiles.ts';
import { openDevices } from '../../../drivers/open-devices.ts';
import { deviceStatus, devicesView, rawHexOf } from './device-view.ts';
import type { DeviceStatus, DevicesView } from '../../contract/devices.ts';
import type { ReadCode, Scans } from '../../ports/scans.ts';
import type { DeviceConfig, DeviceProfile } from '../../../drivers/devices/device-profile.ts';
import type { DeviceRegistry } from '../../../drivers/registry.ts';

/** Where the profiles of known models lie. */
export const profilesFolder = fileURLToPath(new URL('../../../resources/devices', import.meta.url));
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
  readonly open?: (profiles: readonly DeviceProfile[], config: DeviceConfig) => DeviceRegistry;
}

/** Opens what is known or configured. A mistake in `devices.json` is logged and shown, and what is known by its ids works all the same. */
export function startDevices({ home, log, open = openDevices }: DeviceServiceOptions): DeviceService {
  const profiles = readProfiles(profilesFolder);
  const read = readDeviceConfig(join(home, deviceConfigName), profiles);
  const configFault = read.ok ? undefined : read.detail;
  if (configFault !== undefined) log.error({ detail: configFault }, 'the configuration of devices is wrong and does not count');
  const registry = open(profiles, read.ok ? read.config : {});
  const told = new Map<string, string>();
  registry.changes$.subscribe(({ settings, condition }) => {
    // Each attempt to open changes the condition: only another state is news.
    if (told.get(settings.id) === condition.state || condition.state === 'opening' || condition.state === 'reopening') return;
    told.set(settings.id, condition.state);
    const isWell = condition.state === 'open' || condition.state === 'absent';
    log[isWell ? 'info' : 'warn']({ device: settings.id, state: condition.state, ...(condition.fault === undefined ? {} : { fault: condition.fault.kind, detail: condition.fault.detail }) }, 'a scanner changed');
  });
  registry.disabled$.subscribe(({ transport, fault }) => log.warn({ transport, detail: fault.message }, 'a transport is not available on this machine'));
  return {
    changes$: merge(registry.changes$, registry.disabled$),
    status: () => registry.devices().map(deviceStatus),
    view: () => devicesView(registry, configFault),
    onCode: (listener) => {
      const subscription = registry.scans$.subscribe((scan) => {
        const code: ReadCode = { text: scan.text, source: scan.source, ...(scan.symbology === undefined ? {} : { symbology: scan.symbology }), ...(scan.deviceId === undefined ? {} : { deviceId: scan.deviceId }), ...rawHexOf(scan) };
        try {
          listener(code);
        } catch (err) {
          // Nothing of the scan itself: it may be anybody's card.
          log.error({ err, device: scan.deviceId }, 'a scan could not be handled');
        }
      });
      return () => subscription.unsubscribe();
    },
    close: () => registry.close(),
  };
}
