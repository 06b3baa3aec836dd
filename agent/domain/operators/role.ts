import Type from 'typebox';
import { Id, Localized, Strict } from '../scalars.ts';
import { Right } from './right.ts';

/** What people of one kind may do. A right that stands in neither list they cannot get at the till. */
export const Role = Strict({
  id: Id,
  name: Localized,
  rights: Type.Array(Right),
  /** Only with the approval of a second person at the same screen */
  withApproval: Type.Array(Right),
  /** What they may approve for others */
  approves: Type.Array(Right),
});
export type Role = Type.Static<typeof Role>;

/** Waits after wrong PINs, in seconds: the first after `tries` of them in a row, then one after each further, the last again and again. */
export const LockOutRules = Strict({
  tries: Type.Integer({ minimum: 1, maximum: 20 }),
  delaysSeconds: Type.Array(Type.Integer({ minimum: 1, maximum: 86_400 }), { minItems: 1, maxItems: 20 }),
});
export type LockOutRules = Type.Static<typeof LockOutRules>;

/** How people come to their rights. Each part has a default: `default-roles.ts`. */
export const Access = Strict({
  /** Whose role counts where nobody is signed in; without it a cashier's, so that a till sells before anybody has signed in */
  unattended: Type.Optional(Id),
  /** The most that till software with its own token may do, whoever is signed in; without it what a cashier may */
  tillSoftware: Type.Optional(Id),
  /** Who does nothing for so long is signed out */
  idleMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_440 })),
  lockOut: Type.Optional(LockOutRules),
});
export type Access = Type.Static<typeof Access>;
