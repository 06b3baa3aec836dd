import type { Meta } from '../../../agent/ports/meta.ts';
import type { CachePointer } from '../../../agent/storage/cache/open-cache.ts';

/** The cache's pointer as the host keeps it: in the journal's `meta`. */
export function pointerIn(meta: Meta): CachePointer {
  return {
    get: () => {
      const value = meta.get('cacheGeneration');
      return value === undefined ? undefined : Number(value);
    },
    set: (generation) => meta.set('cacheGeneration', String(generation)),
  };
}
