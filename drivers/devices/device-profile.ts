import Type from 'typebox';
import { Framing } from '../framers/framing.ts';
import { prefixPattern } from '../symbologies/prefix-style.ts';

const strict = { additionalProperties: false } as const;
const UsbId = Type.String({ pattern: '^0x[0-9a-f]{4}$', description: 'a USB id like 0x0c2e' });

export const PrefixStyle = Type.String({ pattern: prefixPattern, description: "what stands in front of the data: none, or aim, length, a maker and '…' with + between them" });
export const Charset = Type.Union([Type.Literal('utf-8'), Type.Literal('latin1'), Type.Literal('windows-1251')]);

export const Line = Type.Object({
  baud: Type.Integer({ minimum: 300, maximum: 921_600 }),
  dataBits: Type.Union([Type.Literal(7), Type.Literal(8)]),
  parity: Type.Union([Type.Literal('none'), Type.Literal('even'), Type.Literal('odd')]),
  stopBits: Type.Union([Type.Literal(1), Type.Literal(2)]),
}, strict);

/** What a person sets a device to, and we count on. */
const settings = {
  framing: Type.Optional(Framing),
  line: Type.Optional(Line),
  prefix: Type.Optional(PrefixStyle),
  charset: Type.Optional(Charset),
  /** The same code again within so many milliseconds is one scan */
  repeatMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 60_000 })),
};

/** A model in one of its modes: a file of `resources/devices`. */
export const DeviceProfile = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', description: 'an id of small letters, digits and -' }),
  vendor: Type.String({ minLength: 1 }),
  model: Type.String({ minLength: 1 }),
  transport: Type.Union([Type.Literal('serial'), Type.Literal('hid')]),
  /** As its manual calls it */
  mode: Type.String({ minLength: 1 }),
  /** Ids in this mode: other modes of the same device have others. None: it is found by configuration only */
  usb: Type.Array(Type.Object({ vendorId: UsbId, productId: UsbId }, strict)),
  ...settings,
  /** How to bring it into this mode, in a sentence */
  switching: Type.String({ minLength: 1 }),
  /** Where the ids and the mode come from */
  source: Type.String({ minLength: 1 }),
}, strict);
export type DeviceProfile = Type.Static<typeof DeviceProfile>;

/** A device of a till's `devices.json`. `path`, or `vendorId` with `productId`, says which one; what else is said counts before its profile. */
export const ConfiguredDevice = Type.Object({
  id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$', description: 'an id: 1 to 64 characters of A–Z a–z 0–9 . _ -' }),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  transport: Type.Union([Type.Literal('serial'), Type.Literal('hid'), Type.Literal('replay')]),
  path: Type.Optional(Type.String({ minLength: 1 })),
  vendorId: Type.Optional(UsbId),
  productId: Type.Optional(UsbId),
  serialNumber: Type.Optional(Type.String({ minLength: 1 })),
  profile: Type.Optional(Type.String()),
  disabled: Type.Optional(Type.Boolean()),
  ...settings,
}, strict);
export type ConfiguredDevice = Type.Static<typeof ConfiguredDevice>;

/** The file `devices.json` in a till's home. */
export const DeviceConfig = Type.Object({
  /** Whether devices that a profile knows are opened without being named here; so without this file */
  plugAndPlay: Type.Optional(Type.Boolean()),
  devices: Type.Optional(Type.Array(ConfiguredDevice, { maxItems: 64 })),
}, strict);
export type DeviceConfig = Type.Static<typeof DeviceConfig>;
