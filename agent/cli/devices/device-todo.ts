import { unreachable } from '../../domain/unreachable.ts';
import type { DeviceView } from '../../contract/devices.ts';

/** What somebody can do about a scanner that is not read; undefined where nothing need be done. */
export function todoOfDevice({ state, fault }: Pick<DeviceView, 'state' | 'fault'>): string | undefined {
  switch (state) {
    case 'open': return fault === undefined ? undefined : 'it sends what is no code: look at the cable, and at baud rate and framing in its manual';
    case 'opening': case 'reopening': case 'lost': return undefined;
    case 'absent': return 'plug it in; if it is plugged in, look at its mode (docs/scanners.md)';
    case 'flooding': return 'unplug it: it is broken, or it is no scanner';
    case 'busy': return 'close the other program that has it open';
    case 'denied': return 'give the agent the right to open it: till doctor prints the udev rule';
    case 'failed': return 'plug it in anew; if that does not help, look at its settings (docs/scanners.md)';
    case 'disabled': return fault === undefined ? undefined : 'install what is missing, and start the agent again';
    default: return unreachable(state);
  }
}
