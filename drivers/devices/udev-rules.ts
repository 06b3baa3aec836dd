import type { DeviceProfile } from './device-profile.ts';

export const udevRulesName = '70-loyalty-till-scanners.rules';

/**
 * Rules that let the users of the group `dialout`, and whoever sits at the till, open the scanners that profiles know: the serial ports and the HID devices of their vendors'
 * ids. They also keep ModemManager from taking a scanner for a modem.
 */
export function udevRules(profiles: readonly DeviceProfile[]): string {
  const byId = new Map<string, { profile: DeviceProfile; vendorId: string; productId: string }>();
  for (const profile of profiles) for (const { vendorId, productId } of profile.usb) byId.set(`${vendorId}:${productId}:${profile.transport}`, { profile, vendorId: vendorId.slice(2), productId: productId.slice(2) });
  const lines = [...byId.values()].toSorted((a, b) => (a.profile.id === b.profile.id ? a.productId.localeCompare(b.productId) : a.profile.id.localeCompare(b.profile.id))).map(({ profile, vendorId, productId }) =>
    [`# ${profile.vendor} ${profile.model}: ${profile.mode}`, ruleOf(profile.transport, vendorId, productId)].join('\n'));
  return [
    `# Scanners of Loyalty Till. Put this file into /etc/udev/rules.d/${udevRulesName}, then:`,
    '#   udevadm control --reload && udevadm trigger',
    '# The user of the agent must be in the group dialout (usermod -aG dialout USER), and signed in anew.',
    ...lines,
    '',
  ].join('\n');
}

function ruleOf(transport: 'serial' | 'hid', vendorId: string, productId: string): string {
  const ids = `ATTRS{idVendor}=="${vendorId}", ATTRS{idProduct}=="${productId}"`;
  return transport === 'serial'
    ? `SUBSYSTEM=="tty", ${ids}, MODE="0660", GROUP="dialout", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"`
    : `KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ${ids}, MODE="0660", GROUP="dialout", TAG+="uaccess"`;
}
