import { existsSync } from 'node:fs';
import { createPortGate } from '../port-gate.ts';
import { streamPort } from '../stream-port.ts';
import { createSysfsList } from './list-sysfs.ts';
import { loadSerialBinding } from './serial-binding.ts';
import { serialOpenFault } from './serial-fault.ts';
import { createSerialSource } from './serial-source.ts';
import type { FoundPort, Transport } from '../../core/transport.ts';
import type { SerialBinding } from './serial-binding.ts';

export interface SerialParts {
  readonly load?: () => Promise<SerialBinding>;
  readonly platform?: NodeJS.Platform;
  readonly nowMs?: () => number;
  /** A Bluetooth scanner that sleeps takes some seconds to answer */
  readonly openTimeoutMs?: number;
}

/** Serial ports: real ones, USB CDC and Bluetooth SPP, each held for us alone. */
export function createSerialTransport(parts: SerialParts = {}): Transport {
  const { load = loadSerialBinding, platform = process.platform, nowMs = Date.now, openTimeoutMs = 8_000 } = parts;
  const gate = createPortGate(openTimeoutMs);
  const listSysfs = createSysfsList();
  let loaded: Promise<SerialBinding> | undefined;
  const binding = (): Promise<SerialBinding> => (loaded ??= load());

  return {
    name: 'serial',
    list: async (paths) => {
      const listed = platform === 'linux' ? listSysfs() : (await (await binding()).list()).map(described);
      const unlisted = paths.filter((path) => !listed.some((port) => port.path === path) && existsSync(path));
      return [...listed, ...unlisted.map((path) => ({ transport: 'serial', path }) as const)];
    },
    open: (path, { baud, ...line }) => streamPort(gate, path, async () => {
      const serial = await binding();
      try {
        return createSerialSource(path, await serial.open({ path, baudRate: baud, ...line, lock: true }));
      } catch (error) {
        throw serialOpenFault(path, error);
      }
    }, nowMs),
  };
}

function described(port: Awaited<ReturnType<SerialBinding['list']>>[number]): FoundPort {
  const { path, vendorId, productId, serialNumber, manufacturer } = port;
  return {
    transport: 'serial', path,
    ...(vendorId === undefined ? {} : { vendorId: Number.parseInt(vendorId, 16) }),
    ...(productId === undefined ? {} : { productId: Number.parseInt(productId, 16) }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(manufacturer === undefined ? {} : { label: manufacturer }),
  };
}
