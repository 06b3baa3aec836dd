import Type from 'typebox';
import type { Bundle } from '../bundle/bundle.ts';
import { Id, Localized, Strict } from '../scalars.ts';
import { readCardNumber, type ReadCard } from './card-number.ts';

export const NamedStore = Strict({ id: Id, name: Localized });
export type NamedStore = Type.Static<typeof NamedStore>;

/** What a card's number says of where it comes from */
export const CardOrigin = Strict({
  /** The store that issued it, where the scheme's numbers name one */
  store: Type.Optional(NamedStore),
  /** The partner's programme that issued it */
  partner: Type.Optional(Localized),
});
export type CardOrigin = Type.Static<typeof CardOrigin>;

type Numbering = Pick<Bundle, 'cardSchemes' | 'stores'>;

export function originOf({ cardSchemes, stores }: Numbering, { schemeId, storeId }: ReadCard): CardOrigin {
  const store = stores.find(({ id }) => id === storeId);
  const partner = cardSchemes.find(({ id }) => id === schemeId)?.partner;
  return { ...(store === undefined ? {} : { store: { id: store.id, name: store.name } }), ...(partner === undefined ? {} : { partner }) };
}

/** Of a full number; empty where no scheme of the bundle has it any more. */
export function originOfNumber(bundle: Numbering, cardNumber: string): CardOrigin {
  const read = readCardNumber(bundle.cardSchemes, cardNumber);
  return read.ok ? originOf(bundle, read) : {};
}
