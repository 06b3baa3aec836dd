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

/** A till can do without a scanner: only a configuration that is wrong is a failure. Everything that somebody can mend is told, not the first alone. */
export function judgeDevices(view: SeenView): Finding {
  if (view.configFault !== undefined) return { state: 'failed', detail: view.configFault, todo: 'mend devices.json (docs/scanners.md)' };
  const missing = view.disabledTransports.map(({ detail }) => detail);
  const seen = view.devices.map(({ id, state }) => `${id} ${state}`).join(', ');
  const detail = [...missing, `${seen === '' ? 'none is plugged in that a profile knows, and none is configured' : seen}${leftAlone(view)}`].join('; ');
  const todos = [
    ...view.disabledTransports.map(({ transport }) => missingTodos[transport]),
    ...deniedTodo(view.devices.filter(({ state }) => state === 'denied')),
    ...view.devices.filter(({ state }) => state !== 'denied').flatMap((device) => {
      const todo = todoOfDevice(device);
      return todo === undefined || view.disabledTransports.some(({ transport }) => transport === device.transport) ? [] : [`${device.id}: ${todo}`];
    }),
  ];
  if (todos.length > 0) return { state: 'warning', detail, todo: todos.join('\n  ') };
  return { state: view.devices.length === 0 ? 'skipped' : 'ok', detail };
}

const missingTodos: Readonly<Record<SeenDevice['transport'], string>> = {
  hid: 'HID: install what is missing (libudev1 and libusb-1.0-0 on Debian), and start the agent again; serial scanners and the keyboard wedge work without it',
  serial: 'serial: install what is missing, and start the agent again; HID scanners and the keyboard wedge work without it',
  replay: 'recordings cannot be played here',
};

function deniedTodo(denied: readonly SeenDevice[]): string[] {
  if (denied.length === 0) return [];
  return [`put these rules into /etc/udev/rules.d/${udevRulesName} (resources/udev has them for all models), then udevadm control --reload && udevadm trigger:\n${rulesFor(denied)}`];
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
