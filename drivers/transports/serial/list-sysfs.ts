import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FoundPort } from '../../core/transport.ts';

/** Ports of USB, of boards and of Bluetooth; consoles and pseudo-terminals are none. */
const portName = /^(tty(ACM|USB|AMA|XRUSB)\d+|rfcomm\d+)$/;

/** Linux tells by files what is plugged in: no program is started for it, as serialport would do, and the look is cheap enough to be taken every second. */
export function createSysfsList(folder = '/sys/class/tty'): () => readonly FoundPort[] {
  let known = new Map<string, FoundPort>();
  return () => {
    const found = new Map<string, FoundPort>();
    for (const name of namesIn(folder)) {
      const node = realPath(join(folder, name));
      // The same name on another branch is another device.
      if (node !== undefined) found.set(node, known.get(node) ?? describe(name, node));
    }
    known = found;
    return [...found.values()];
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => portName.test(name));
  } catch {
    return [];
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // It went while we looked.
    return undefined;
  }
}

/** The ids stand in the folder of the USB device, some levels above its port. */
function describe(name: string, node: string): FoundPort {
  const port = { transport: 'serial', path: `/dev/${name}` } as const;
  for (let at = node, level = 0; level < 8 && at !== dirname(at); at = dirname(at), level += 1) {
    const vendorId = readText(join(at, 'idVendor'));
    const productId = readText(join(at, 'idProduct'));
    if (vendorId === undefined || productId === undefined) continue;
    const serialNumber = readText(join(at, 'serial'));
    const label = [readText(join(at, 'manufacturer')), readText(join(at, 'product'))].filter((word) => word !== undefined).join(' ');
    return {
      ...port, vendorId: Number.parseInt(vendorId, 16), productId: Number.parseInt(productId, 16),
      ...(serialNumber === undefined ? {} : { serialNumber }), ...(label === '' ? {} : { label }),
    };
  }
  return port;
}

function readText(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}
