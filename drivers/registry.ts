/**
 * All devices of a till: found, opened, read, opened again.
 *
 *   transports ─list, each look─► ports ─match─► devices ─scans─► one stream
 */
import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import { asFault } from './core/device-fault.ts';
import { createDevice } from './devices/device.ts';
import { deviceSettings } from './devices/device-settings.ts';
import { matchPort } from './devices/match-port.ts';
import type { DeviceFault } from './core/device-fault.ts';
import type { Scan } from './core/scan.ts';
import type { FoundPort, Transport, TransportName } from './core/transport.ts';
import type { Device, DeviceView } from './devices/device.ts';
import type { KnownDevices, Matched } from './devices/match-port.ts';

/** A port that is left alone, and why. */
export interface IgnoredPort {
  readonly port: FoundPort;
  readonly why: Extract<Matched, { kind: 'ignored' }>['why'];
}

export interface DisabledTransport {
  readonly transport: TransportName;
  readonly fault: DeviceFault;
}

export interface RegistryOptions extends KnownDevices {
  readonly transports: readonly Transport[];
  readonly nowMs?: () => number;
  /** Whether a number is a loyalty card's by the programme in force */
  readonly isLoyaltyNumber?: (number: string) => boolean;
  /** How often is looked what is plugged in: with the opening it stays below the 2 s in which a device must be back */
  readonly lookMs?: number;
}

export interface DeviceRegistry {
  readonly scans$: Observable<Scan>;
  /** A device came, went, or is in another condition */
  readonly changes$: Observable<DeviceView>;
  /** A transport that turned out to be impossible on this machine; once each */
  readonly disabled$: Observable<DisabledTransport>;
  devices(): readonly DeviceView[];
  ignored(): readonly IgnoredPort[];
  /** Transports that this machine cannot have */
  disabled(): readonly DisabledTransport[];
  /** Looks now, for who does not want to wait */
  look(): Promise<void>;
  close(): void;
}

/** More scanners of one kind than any till has */
const maxAlike = 16;

export function startRegistry(options: RegistryOptions): DeviceRegistry {
  const { transports, nowMs = Date.now, lookMs = 700 } = options;
  const scans$ = new Subject<Scan>();
  const changes$ = new Subject<DeviceView>();
  const disabled$ = new Subject<DisabledTransport>();
  const devices = new Map<string, Device>();
  const disabled = new Map<TransportName, DeviceFault>();
  const ignored = new Map<TransportName, readonly IgnoredPort[]>();
  const looking = new Set<TransportName>();
  let isClosed = false;

  const deviceOf = (settings: DeviceView['settings'], transport: Transport): Device => {
    const known = devices.get(settings.id);
    if (known !== undefined) return known;
    const device = createDevice(settings, transport, nowMs, options.isLoyaltyNumber);
    devices.set(settings.id, device);
    device.scans$.subscribe((scan) => scans$.next(scan));
    device.changes$.subscribe(() => changes$.next(device.view));
    return device;
  };
  /** Several that nothing tells apart: one that is at this path already stays what it is, another one gets the first slot that is free. */
  const slotOf = (id: string, path: string, taken: ReadonlySet<string>): string => {
    const slots = Array.from({ length: maxAlike }, (_, index) => (index === 0 ? id : `${id}-${index + 1}`)).filter((slot) => !taken.has(slot));
    const isAt = (slot: string): boolean => devices.get(slot)?.view.path === path && devices.get(slot)?.view.condition.state !== 'absent';
    const isFree = (slot: string): boolean => (devices.get(slot)?.view.condition.state ?? 'absent') === 'absent';
    return slots.find(isAt) ?? slots.find(isFree) ?? slots[0] ?? id;
  };
  const take = (transport: Transport, ports: readonly FoundPort[]): void => {
    const left: IgnoredPort[] = [];
    const there = new Set<string>();
    for (const port of ports) {
      const matched = matchPort(port, options);
      if (matched.kind === 'ignored') {
        left.push({ port, why: matched.why });
        continue;
      }
      const id = slotOf(matched.settings.id, port.path, there);
      there.add(id);
      deviceOf({ ...matched.settings, id }, transport).seen(port.path);
    }
    ignored.set(transport.name, left);
    for (const device of devices.values()) {
      const { settings } = device.view;
      if (settings.transport === transport.name && !there.has(settings.id)) device.gone();
    }
  };
  const lookAt = async (transport: Transport): Promise<void> => {
    if (disabled.has(transport.name) || looking.has(transport.name)) return;
    looking.add(transport.name);
    try {
      const paths = options.configured.flatMap((one) => (one.transport === transport.name && one.path !== undefined ? [one.path] : []));
      const ports = await transport.list(paths);
      if (!isClosed) take(transport, ports);
    } catch (error) {
      const fault = asFault(error, 'disconnected');
      if (fault.mend !== 'library-missing' || isClosed) return;
      disabled.set(transport.name, fault);
      disabled$.next({ transport: transport.name, fault });
      for (const device of devices.values()) if (device.view.settings.transport === transport.name) device.disable(fault);
    } finally {
      looking.delete(transport.name);
    }
  };
  const look = async (): Promise<void> => {
    await Promise.all(transports.map(lookAt));
  };
  for (const one of options.configured) {
    const transport = transports.find(({ name }) => name === one.transport);
    if (transport !== undefined) deviceOf(deviceSettings(one.id, one.transport, options.profiles.find(({ id }) => id === one.profile), one), transport);
  }
  void look();
  const timer = setInterval(() => void look(), lookMs);
  return {
    scans$,
    changes$,
    disabled$,
    devices: () => [...devices.values()].map(({ view }) => view),
    ignored: () => [...ignored.values()].flat(),
    disabled: () => [...disabled].map(([transport, fault]) => ({ transport, fault })),
    look,
    close: () => {
      isClosed = true;
      clearInterval(timer);
      for (const device of devices.values()) device.close();
      scans$.complete();
      changes$.complete();
      disabled$.complete();
    },
  };
}
