import type { DeviceStatus, DevicesView, DeviceView } from '../../contract/devices.ts';
import type { DeviceView as Known } from '../../../drivers/devices/device.ts';
import type { Scan } from '../../../drivers/core/scan.ts';
import type { Framing } from '../../../drivers/framers/framing.ts';
import type { FoundPort } from '../../../drivers/core/transport.ts';
import type { DeviceRegistry } from '../../../drivers/registry.ts';
import { unreachable } from '../../domain/unreachable.ts';

export function deviceStatus({ settings, condition, lastScan }: Known): DeviceStatus {
  return {
    id: settings.id, name: settings.name, transport: settings.transport, state: condition.state,
    ...(condition.fault === undefined ? {} : { fault: condition.fault.kind }),
    ...(lastScan === undefined ? {} : { lastScanAtMs: lastScan.atMs }),
  };
}

export function devicesView(registry: DeviceRegistry, configFault: string | undefined): DevicesView {
  return {
    devices: registry.devices().map(deviceView),
    ignored: registry.ignored().map(({ port, why }) => ({ ...portView(port), why })),
    disabledTransports: registry.disabled().map(({ transport, fault }) => ({ transport, detail: fault.message })),
    ...(configFault === undefined ? {} : { configFault }),
  };
}

function deviceView(known: Known): DeviceView {
  const { settings, condition, path, lastScan, counts } = known;
  const { baud, dataBits, parity, stopBits } = settings.line;
  return {
    ...deviceStatus(known),
    ...(condition.fault === undefined ? {} : { faultDetail: condition.fault.detail }),
    ...(path === undefined ? {} : { path }),
    ...(settings.profileId === undefined ? {} : { profile: settings.profileId }),
    settings: {
      framing: settings.transport === 'serial' ? framingWords(settings.framing) : 'reports',
      ...(settings.transport === 'serial' ? { line: `${baud} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}` } : {}),
      prefix: settings.prefix, charset: settings.charset, repeatMs: settings.repeatMs,
    },
    counts: { ...counts },
    ...(lastScan === undefined ? {} : {
      lastScan: {
        atMs: lastScan.atMs, text: lastScan.text,
        ...(lastScan.symbology === undefined ? {} : { symbology: lastScan.symbology }),
        ...rawHexOf(lastScan),
      },
    }),
  };
}

/** Whole tracks of a magnetic stripe go nowhere, whatever card it was; nor does what may be a bank card's number. */
export function rawHexOf({ source, raw, mayBePayment }: Pick<Scan, 'source' | 'raw' | 'mayBePayment'>): { rawHex?: string } {
  return source === 'magstripe' || mayBePayment === true ? {} : { rawHex: Buffer.from(raw).toString('hex') };
}

function portView({ transport, path, vendorId, productId, label }: FoundPort): Omit<DevicesView['ignored'][number], 'why'> {
  return {
    transport, path,
    ...(vendorId === undefined ? {} : { vendorId: usbId(vendorId) }),
    ...(productId === undefined ? {} : { productId: usbId(productId) }),
    ...(label === undefined ? {} : { label }),
  };
}

function usbId(id: number): string {
  return `0x${id.toString(16).padStart(4, '0')}`;
}

function framingWords(framing: Framing): string {
  switch (framing.kind) {
    case 'suffix': return `suffix ${framing.suffix}`;
    case 'stx-etx': return 'stx-etx';
    case 'length': return `length of ${framing.lengthBytes} ${framing.byteOrder}-endian`;
    case 'idle': return `idle ${framing.idleMs} ms`;
    default: return unreachable(framing);
  }
}
