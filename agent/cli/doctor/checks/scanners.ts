import { readProfiles } from '../../../../drivers/devices/read-profiles.ts';
import { udevRules, udevRulesName } from '../../../../drivers/devices/udev-rules.ts';
import { profilesFolder } from '../../../host/devices/device-service.ts';
import { todoOfDevice } from '../../devices/device-todo.ts';
import { seeDevices } from '../../devices/see-devices.ts';
import type { SeenDevice, SeenView } from '../../devices/see-devices.ts';
import type { Check, Finding } from '../check.ts';

export const scanners: Check = {
  name: 'scanners',
  look: async ({ agentHome, agentUrl }) => {
    const { view } = await seeDevices({ ...(agentHome === undefined ? {} : { home: agentHome }), url: agentUrl });
    return judgeDevices(view);
  },
};

/** A till can do without a scanner: only a configuration that is wrong is a failure. */
export function judgeDevices(view: SeenView): Finding {
  if (view.configFault !== undefined) return { state: 'failed', detail: view.configFault, todo: 'mend devices.json, and start the agent again (docs/scanners.md)' };
  const [missing] = view.disabledTransports;
  if (missing !== undefined) return { state: 'warning', detail: missing.detail, todo: 'install what is missing (libudev1 on Debian), and start the agent again' };
  if (view.devices.length === 0) return { state: 'skipped', detail: `none is plugged in that a profile knows, and none is configured${leftAlone(view)}` };
  const detail = `${view.devices.map(({ id, state }) => `${id} ${state}`).join(', ')}${leftAlone(view)}`;
  const denied = view.devices.filter(({ state }) => state === 'denied');
  if (denied.length > 0) return { state: 'warning', detail, todo: `put these rules into /etc/udev/rules.d/${udevRulesName} (resources/udev has them for all models), then udevadm control --reload && udevadm trigger:\n${rulesFor(denied)}` };
  const [troubled] = view.devices.filter((device) => todoOfDevice(device) !== undefined);
  const todo = troubled === undefined ? undefined : todoOfDevice(troubled);
  return troubled === undefined || todo === undefined ? { state: 'ok', detail } : { state: 'warning', detail, todo: `${troubled.id}: ${todo}` };
}

function rulesFor(devices: readonly SeenDevice[]): string {
  const profiles = readProfiles(profilesFolder).filter(({ id, usb }) => usb.length > 0 && devices.some(({ profile }) => profile === id));
  const paths = devices.filter(({ profile }) => !profiles.some(({ id }) => id === profile)).map(({ path }) => `# ${path ?? ''}: usermod -aG dialout USER, and sign in anew`);
  return [...(profiles.length === 0 ? [] : [udevRules(profiles).trimEnd()]), ...paths].map((line) => line.replaceAll(/^/gm, '      ')).join('\n');
}

function leftAlone({ ignored }: SeenView): string {
  const unknown = ignored.filter(({ why }) => why === 'unknown').length;
  return unknown === 0 ? '' : `; ${unknown} unknown ports are left alone (till devices)`;
}
