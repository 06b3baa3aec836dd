import type { Actor } from '../../../domain/operators/actor.ts';

/** Who did it, for the operation; nothing where nobody is signed in. */
export function byOf(actor: Actor): { by?: Actor } {
  return Object.keys(actor).length === 0 ? {} : { by: actor };
}
