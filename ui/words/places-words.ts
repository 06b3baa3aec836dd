import type { TFunction } from 'i18next';
import type { PointsAtTill } from '../../agent/contract/sale.ts';
import type { Formats } from '../../agent/contract/words/formats.ts';
import type { Localized } from '../../agent/contract/words/localized.ts';

/** Which till of which store has how many points: "60 — Касса 7, Абая 52; 20 — …". */
export function placesWords(t: TFunction, formats: Pick<Formats, 'points'>, localize: (text: Localized) => string, places: readonly PointsAtTill[]): string {
  const nameOf = (name: Localized | undefined, id: string): string => (name === undefined ? id : localize(name));
  return places.map(({ points, tillId, tillName, storeId, storeName }) => t('customer.setAsidePlace', { points: formats.points(points), till: nameOf(tillName, tillId), store: nameOf(storeName, storeId) })).join('; ');
}
