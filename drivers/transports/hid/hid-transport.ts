import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DeviceFault } from '../../core/device-fault.ts';
import { createPortGate } from '../port-gate.ts';
import { streamPort } from '../stream-port.ts';
import { loadHidBinding } from './hid-binding.ts';
import { createHidSource } from './hid-source.ts';
import type { FoundPort, Transport } from '../../core/transport.ts';
import type { HidBinding, HidInfo } from './hid-binding.ts';

export interface HidParts {
  readonly load?: () => Promise<HidBinding>;
  readonly nowMs?: () => number;
  readonly openTimeoutMs?: number;
  /** What changes when something is plugged in; undefined where only the library can tell */
  readonly plugged?: () => string | undefined;
  readonly descriptorOf?: (path: string) => Uint8Array | undefined;
}

/** HID POS scanners: hidraw on Linux, the HID class driver on Windows. */
export function createHidTransport(parts: HidParts = {}): Transport {
  const { load = loadHidBinding, nowMs = Date.now, openTimeoutMs = 5_000, plugged = pluggedHidraw, descriptorOf = descriptorOfHidraw } = parts;
  const gate = createPortGate(openTimeoutMs);
  let loaded: Promise<HidBinding> | undefined;
  let looked: { readonly plugged: string; readonly found: readonly FoundPort[] } | undefined;

  return {
    name: 'hid',
    list: async () => {
      const now = plugged();
      // Where nothing of the kind was ever plugged in, the library is not even loaded.
      if (now === '') return [];
      if (now !== undefined && looked?.plugged === now) return looked.found;
      const infos = await (await (loaded ??= load())).devicesAsync();
      const found = infos.flatMap(described);
      looked = now === undefined ? undefined : { plugged: now, found };
      return found;
    },
    open: (path) => streamPort(gate, path, async () => {
      const hid = await (loaded ??= load());
      try {
        return createHidSource(path, await hid.open(path), descriptorOf(path));
      } catch (error) {
        throw openFault(path, error);
      }
    }, nowMs),
  };
}

function described({ path, vendorId, productId, serialNumber, manufacturer, product, usagePage, usage }: HidInfo): FoundPort[] {
  if (path === undefined) return [];
  const label = [manufacturer, product].filter((word) => word !== undefined && word !== '').join(' ');
  return [{
    transport: 'hid', path, vendorId, productId,
    ...(serialNumber === undefined || serialNumber === '' ? {} : { serialNumber }),
    ...(label === '' ? {} : { label }),
    ...(usagePage === undefined || usage === undefined ? {} : { hid: { usagePage, usage } }),
  }];
}

/** The library only says that it did not work; the file says why. */
function openFault(path: string, cause: unknown): DeviceFault {
  if (cause instanceof DeviceFault) return cause;
  if (path.startsWith('/')) {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM') return new DeviceFault('unsupported', `this user may not open ${path}`, { cause, mend: 'permission' });
      return new DeviceFault('disconnected', `${path} is not there`, { cause });
    }
  }
  return new DeviceFault('busy', `${path} does not open: another program may have it`, { cause });
}

function pluggedHidraw(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readdirSync('/sys/class/hidraw').sort().join(' ');
  } catch {
    return '';
  }
}

function descriptorOfHidraw(path: string): Uint8Array | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readFileSync(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`);
  } catch {
    return undefined;
  }
}
