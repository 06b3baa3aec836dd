import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import type { Localized } from '../domain/scalars.ts';

/** Points that are set aside at a till, with the names that people know it by. */
export interface PointsAtTill {
  readonly tillId: string;
  readonly storeId: string;
  readonly points: number;
  readonly tillName?: Localized;
  readonly storeName?: Localized;
}

export function withPlaceNames({ bundle }: CompiledBundle, { tillId, storeId, points }: Pick<PointsAtTill, 'tillId' | 'storeId' | 'points'>): PointsAtTill {
  const tillName = bundle.names?.tills?.[tillId];
  const storeName = bundle.stores.find(({ id }) => id === storeId)?.name;
  return { tillId, storeId, points, ...(tillName === undefined ? {} : { tillName }), ...(storeName === undefined ? {} : { storeName }) };
}
