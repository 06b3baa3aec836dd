import { scannerUsage } from '../transports/hid/hid-pos-layout.ts';
import { stripeUsage } from '../transports/hid/hid-stripe-layout.ts';
import { deviceSettings } from './device-settings.ts';
import type { FoundPort } from '../core/transport.ts';
import type { ConfiguredDevice, DeviceProfile } from './device-profile.ts';
import type { DeviceSettings } from './device-settings.ts';

/** What a port is to us: a device to open, or why it is left alone. */
export type Matched =
  | { readonly kind: 'device'; readonly settings: DeviceSettings; readonly isConfigured: boolean }
  | { readonly kind: 'ignored'; readonly why: 'unknown' | 'no-scanner' | 'not-asked-for' };

export interface KnownDevices {
  readonly profiles: readonly DeviceProfile[];
  readonly configured: readonly ConfiguredDevice[];
  readonly plugAndPlay: boolean;
}

/** The configuration counts first, a path before ids. A port that nobody knows is never opened: it may be a modem, a printer or a bank terminal. */
export function matchPort(port: FoundPort, { profiles, configured, plugAndPlay }: KnownDevices): Matched {
  const ours = configured.filter(({ transport }) => transport === port.transport);
  const named = ours.find(({ path }) => path === port.path) ?? ours.find((device) => isSameUsb(device, port));
  const profile = named?.profile === undefined ? profiles.find((one) => fits(one, port)) : profiles.find(({ id }) => id === named.profile);
  // The keyboard interface of a scanner has the same ids as its scanner interface, and every key that somebody presses.
  if (port.transport === 'hid' && !isScanner(port)) return { kind: 'ignored', why: 'no-scanner' };
  if (named !== undefined) return { kind: 'device', settings: deviceSettings(named.id, port.transport, profile, named), isConfigured: true };
  if (profile === undefined) return { kind: 'ignored', why: 'unknown' };
  if (!plugAndPlay) return { kind: 'ignored', why: 'not-asked-for' };
  return { kind: 'device', settings: deviceSettings(idOf(port, profile), port.transport, profile, undefined), isConfigured: false };
}

function isScanner({ hid }: FoundPort): boolean {
  return [scannerUsage, stripeUsage].some(({ usagePage, usage }) => hid?.usagePage === usagePage && hid.usage === usage);
}

function isSameUsb(device: ConfiguredDevice, port: FoundPort): boolean {
  if (device.path !== undefined || device.vendorId === undefined || device.productId === undefined) return false;
  return Number(device.vendorId) === port.vendorId && Number(device.productId) === port.productId && (device.serialNumber === undefined || device.serialNumber === port.serialNumber);
}

function fits(profile: DeviceProfile, port: FoundPort): boolean {
  return profile.transport === port.transport && profile.usb.some(({ vendorId, productId }) => Number(vendorId) === port.vendorId && Number(productId) === port.productId);
}

/** The same wherever it is plugged in. Of several alike without serial numbers each gets a slot of its own (`registry.ts`). */
function idOf({ serialNumber }: FoundPort, { id }: DeviceProfile): string {
  const own = serialNumber?.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') ?? '';
  return own === '' ? id : `${id}-${own}`.slice(0, 60);
}
