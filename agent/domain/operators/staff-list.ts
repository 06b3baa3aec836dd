import Type from 'typebox';
import { Digits, Id, Strict } from '../scalars.ts';

const base64 = Type.String({ pattern: '^[A-Za-z0-9+/]{16,128}={0,2}$', description: 'base64 of 16 to 128 characters' });

/** What a PIN is checked against; the PIN itself is kept nowhere. The cost is bounded, so that a list cannot keep a till busy. */
export const PinVerifier = Strict({
  algorithm: Type.Literal('scrypt'),
  /** N = 2^costLog2 */
  costLog2: Type.Integer({ minimum: 12, maximum: 17 }),
  blockSize: Type.Integer({ minimum: 8, maximum: 8 }),
  parallelism: Type.Integer({ minimum: 1, maximum: 1 }),
  salt: base64,
  hash: base64,
});
export type PinVerifier = Type.Static<typeof PinVerifier>;

/** What is printed on a badge, or what its stripe or chip says. */
export const Badge = Type.String({ minLength: 4, maxLength: 64, pattern: '^[A-Za-z0-9._:@-]+$', description: '4 to 64 characters of A–Z a–z 0–9 . _ : @ -' });
/** Digits only, so that a keypad is enough. */
export const Pin = Digits(4, 12);

export const StaffMember = Strict({
  userId: Id,
  /** As colleagues and slips say it */
  name: Type.String({ minLength: 1, maxLength: 80 }),
  /** Of the programme's roles */
  role: Id,
  badge: Type.Optional(Badge),
  /** Without it this person cannot sign in */
  pin: Type.Optional(PinVerifier),
  /** Numbers of loyalty cards that are their own */
  cards: Type.Array(Digits(4, 32)),
});
export type StaffMember = Type.Static<typeof StaffMember>;

/** Who may sign in at the tills of one store. Signed as the text that it travels as, as the block list is (ADR 0041). */
export const StaffList = Strict({
  /** Tells it from other texts that the same key signs */
  kind: Type.Literal('staff-list'),
  storeId: Id,
  /** Only rises */
  serial: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  members: Type.Array(StaffMember, { maxItems: 10_000 }),
});
export type StaffList = Type.Static<typeof StaffList>;

/** What the centre makes verifiers with: 32 MiB and about a tenth of a second a try. */
export const pinCostLog2 = 15;
