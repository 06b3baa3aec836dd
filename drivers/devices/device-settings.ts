import type { TransportName, LineSettings } from '../core/transport.ts';
import type { Framing } from '../framers/framing.ts';
import type { Charset } from '../scanners/decode-frame.ts';
import type { PrefixStyle } from '../symbologies/prefix-style.ts';
import type { ConfiguredDevice, DeviceProfile } from './device-profile.ts';

/** All that opening and reading a device needs. */
export interface DeviceSettings {
  readonly id: string;
  readonly name: string;
  readonly transport: TransportName;
  readonly profileId?: string;
  readonly framing: Framing;
  readonly line: LineSettings;
  readonly prefix: PrefixStyle;
  readonly charset: Charset;
  readonly repeatMs: number;
  readonly isDisabled: boolean;
}

const usualLine: LineSettings = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 };
const usualFraming: Framing = { kind: 'suffix', suffix: 'cr' };
const usualRepeatMs = 300;

/** What counts: the configuration, then the profile, then what most scanners do when they leave the factory. */
export function deviceSettings(id: string, transport: TransportName, profile: DeviceProfile | undefined, configured: ConfiguredDevice | undefined): DeviceSettings {
  return {
    id,
    name: configured?.name ?? (profile === undefined ? id : `${profile.vendor} ${profile.model}`),
    transport,
    ...(profile === undefined ? {} : { profileId: profile.id }),
    framing: configured?.framing ?? profile?.framing ?? usualFraming,
    line: configured?.line ?? profile?.line ?? usualLine,
    prefix: configured?.prefix ?? profile?.prefix ?? (transport === 'hid' ? 'aim' : 'none'),
    charset: configured?.charset ?? profile?.charset ?? 'utf-8',
    repeatMs: configured?.repeatMs ?? profile?.repeatMs ?? usualRepeatMs,
    isDisabled: configured?.disabled === true,
  };
}
