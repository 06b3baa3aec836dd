import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deviceSettings } from '../../../drivers/devices/device-settings.ts';
import { readDeviceConfig, readProfiles } from '../../../drivers/devices/read-profiles.ts';
import { openDevices } from '../../../drivers/open-devices.ts';
import { deviceConfigName, profilesFolder } from '../../host/devices/device-service.ts';
import { devicesView } from '../../host/devices/device-view.ts';
import { homeOf, reachAgent } from './reach-agent.ts';
import type { DevicesView, DeviceStatus, DeviceView } from '../../contract/devices.ts';
import type { StatusView } from '../../contract/status.ts';
import type { DeviceSettings } from '../../../drivers/devices/device-settings.ts';
import type { DeviceRegistry } from '../../../drivers/registry.ts';
import type { HomeOptions } from './reach-agent.ts';

/** What the agent says of its devices, or, where none runs, what this command sees when it opens them for a moment. */
export interface SeenDevices {
  readonly from: 'agent' | 'machine';
  readonly view: SeenView;
}

/** Whoever lacks the right `devices` sees of an agent's devices what its status tells everybody. */
export type SeenDevice = DeviceStatus & Partial<DeviceView>;
export interface SeenView extends Omit<DevicesView, 'devices'> {
  readonly devices: readonly SeenDevice[];
}

/** Longer than a device that works takes to open */
const settleMs = 2_000;
const lookMs = 100;

export async function seeDevices(options: HomeOptions): Promise<SeenDevices> {
  const agent = await reachAgent(options);
  if (agent !== undefined) {
    // Where the chain has roles, details are for who signed in: POST /v1/session gives the id.
    const session = process.env['TILL_OPERATOR_SESSION'];
    const headers = { authorization: `Bearer ${agent.token}`, ...(session === undefined ? {} : { 'x-operator-session': session }) };
    const answer = await fetch(`${agent.url}/v1/devices`, { headers });
    if (answer.ok) return { from: 'agent', view: (await answer.json()) as DevicesView };
    await answer.body?.cancel();
    const { devices } = (await (await fetch(`${agent.url}/v1/status`, { headers })).json()) as StatusView;
    return { from: 'agent', view: { devices, ignored: [], disabledTransports: [] } };
  }
  const { registry, configFault } = openOwnDevices(options);
  try {
    await registry.look();
    const untilMs = performance.now() + settleMs;
    while (performance.now() < untilMs && registry.devices().some(({ condition }) => condition.state === 'opening' || condition.state === 'reopening')) await sleep(lookMs);
    return { from: 'machine', view: devicesView(registry, configFault) };
  } finally {
    registry.close();
  }
}

/** For a machine on which no agent runs. */
export function openOwnDevices(options: HomeOptions): { registry: DeviceRegistry; configFault: string | undefined } {
  const profiles = readProfiles(profilesFolder);
  const read = readDeviceConfig(join(homeOf(options), deviceConfigName), profiles);
  return { registry: openDevices(profiles, read.ok ? read.config : {}), configFault: read.ok ? undefined : read.detail };
}

/** How the files on this machine say that a device is read: the configuration by its id, a profile by the begin of it. */
export function ownSettings(options: HomeOptions, deviceId: string): DeviceSettings | undefined {
  const profiles = readProfiles(profilesFolder);
  const read = readDeviceConfig(join(homeOf(options), deviceConfigName), profiles);
  const configured = read.ok ? read.config.devices?.find(({ id }) => id === deviceId) : undefined;
  const profile = profiles.find(({ id }) => (configured === undefined ? deviceId.startsWith(id) : id === configured.profile));
  const transport = configured?.transport ?? profile?.transport;
  return transport === undefined ? undefined : deviceSettings(deviceId, transport, profile, configured);
}
