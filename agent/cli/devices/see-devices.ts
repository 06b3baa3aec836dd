import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readDeviceConfig, readProfiles } from '../../../drivers/devices/read-profiles.ts';
import { openDevices } from '../../../drivers/open-devices.ts';
import { deviceConfigName, profilesFolder } from '../../host/devices/device-service.ts';
import { devicesView } from '../../host/devices/device-view.ts';
import { homeOf, reachAgent } from './reach-agent.ts';
import type { DevicesView } from '../../contract/devices.ts';
import type { DeviceRegistry } from '../../../drivers/registry.ts';
import type { HomeOptions } from './reach-agent.ts';

/** What the agent says of its devices, or, where none runs, what this command sees when it opens them for a moment. */
export interface SeenDevices {
  readonly from: 'agent' | 'machine';
  readonly view: DevicesView;
}

/** Longer than a device that works takes to open */
const settleMs = 2_000;
const lookMs = 100;

export async function seeDevices(options: HomeOptions): Promise<SeenDevices> {
  const agent = await reachAgent(options);
  if (agent !== undefined) {
    const answer = await fetch(`${agent.url}/v1/devices`, { headers: { authorization: `Bearer ${agent.token}` } });
    if (answer.ok) return { from: 'agent', view: (await answer.json()) as DevicesView };
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
