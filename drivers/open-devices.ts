import { startRegistry } from './registry.ts';
import { createHidTransport } from './transports/hid/hid-transport.ts';
import { createReplayTransport } from './transports/replay/replay-transport.ts';
import { createSerialTransport } from './transports/serial/serial-transport.ts';
import type { DeviceConfig, DeviceProfile } from './devices/device-profile.ts';
import type { DeviceRegistry } from './registry.ts';

/** Opens what is plugged into this machine, by what is known and configured. */
export function openDevices(profiles: readonly DeviceProfile[], config: DeviceConfig, isLoyaltyNumber?: (number: string) => boolean): DeviceRegistry {
  return startRegistry({
    transports: [createSerialTransport(), createHidTransport(), createReplayTransport()],
    profiles,
    configured: config.devices ?? [],
    plugAndPlay: config.plugAndPlay ?? true,
    ...(isLoyaltyNumber === undefined ? {} : { isLoyaltyNumber }),
  });
}
