import Type from 'typebox';
import { InstantMs, Strict } from '../domain/scalars.ts';

const Transport = Type.Union([Type.Literal('serial'), Type.Literal('hid'), Type.Literal('replay')]);

/**
 * `absent` not plugged in · `opening`, `reopening` · `open` it reads · `flooding` it sends more than any scanner does, the surplus is dropped · `lost` pulled, it is opened again ·
 * `busy` another program has it · `denied` the agent's user may not open it (`till doctor` prints the rule that mends it) · `failed` it does not open · `disabled` by configuration, or this machine cannot have its transport
 */
export const DeviceState = Type.Union([
  Type.Literal('absent'), Type.Literal('opening'), Type.Literal('open'), Type.Literal('flooding'), Type.Literal('lost'),
  Type.Literal('reopening'), Type.Literal('busy'), Type.Literal('denied'), Type.Literal('failed'), Type.Literal('disabled'),
]);
export type DeviceState = Type.Static<typeof DeviceState>;

export const DeviceFaultKind = Type.Union([
  Type.Literal('canceled'), Type.Literal('disconnected'), Type.Literal('busy'), Type.Literal('protocol'), Type.Literal('timeout'), Type.Literal('unsupported'),
]);

/** A scanner, as `GET /v1/status` tells it. */
export const DeviceStatus = Strict({
  id: Type.String(),
  name: Type.String(),
  transport: Transport,
  state: DeviceState,
  /** What is wrong, also with one that is open: `protocol` where it sends what is no code */
  fault: Type.Optional(DeviceFaultKind),
  lastScanAtMs: Type.Optional(InstantMs),
});
export type DeviceStatus = Type.Static<typeof DeviceStatus>;

/** One scanner for technicians. */
export const DeviceView = Strict({
  ...DeviceStatus.properties,
  /** The fault in words */
  faultDetail: Type.Optional(Type.String()),
  /** Where it is plugged in now, or was last */
  path: Type.Optional(Type.String()),
  profile: Type.Optional(Type.String()),
  /** What it is read with */
  settings: Strict({
    framing: Type.String(),
    line: Type.Optional(Type.String()),
    /** What stands in front of the data, in its order: `aim`, `honeywell+aim`, … or `none` (docs/scanners.md) */
    prefix: Type.String(),
    charset: Type.Union([Type.Literal('utf-8'), Type.Literal('latin1'), Type.Literal('windows-1251')]),
    repeatMs: Type.Integer(),
  }),
  /** Since the agent started */
  counts: Strict({ scans: Type.Integer(), repeats: Type.Integer(), dropped: Type.Integer(), noise: Type.Integer(), opened: Type.Integer() }),
  /** `rawHex`: the bytes of the frame; absent for magnetic stripes */
  lastScan: Type.Optional(Strict({ atMs: InstantMs, text: Type.String(), symbology: Type.Optional(Type.String()), rawHex: Type.Optional(Type.String()) })),
});
export type DeviceView = Type.Static<typeof DeviceView>;

/** GET /v1/devices */
export const DevicesView = Strict({
  devices: Type.Array(DeviceView),
  /** Ports that are left alone: `unknown` no profile and no configuration names them · `no-scanner` the other interfaces of HID devices · `not-asked-for` plug and play is off */
  ignored: Type.Array(Strict({
    transport: Transport,
    path: Type.String(),
    vendorId: Type.Optional(Type.String()),
    productId: Type.Optional(Type.String()),
    label: Type.Optional(Type.String()),
    why: Type.Union([Type.Literal('unknown'), Type.Literal('no-scanner'), Type.Literal('not-asked-for')]),
  })),
  /** Transports that this machine cannot have, and why */
  disabledTransports: Type.Array(Strict({ transport: Transport, detail: Type.String() })),
  /** What is wrong with `devices.json`; nothing in it counts until that is mended */
  configFault: Type.Optional(Type.String()),
});
export type DevicesView = Type.Static<typeof DevicesView>;
