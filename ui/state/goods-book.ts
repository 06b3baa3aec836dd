import { BehaviorSubject } from 'rxjs';
import { failureOf } from '../client/api-failure.ts';
import type { TillClient } from '../client/till-client.ts';
import type { Localized } from '../../agent/contract/words/localized.ts';

/** What a line shows of its good. */
export interface GoodFacts {
  name: Localized;
  unit: 'piece' | 'kg';
}

/** Names of goods: a sale carries only their codes. Filled by scans and searches; the rest is looked up. */
export interface GoodsBook {
  readonly goods$: BehaviorSubject<ReadonlyMap<string, GoodFacts>>;
  learn(goods: readonly ({ sku: string } & GoodFacts)[]): void;
  /** Looks up those that are not known yet. What cannot be looked up is shown by its code, and tried again with the next call. */
  want(skus: readonly string[]): Promise<void>;
}

/** One code can be the beginning of others' names; the exact one is among the first. */
const candidates = 20;

export function createGoodsBook(client: Pick<TillClient, 'goods'>): GoodsBook {
  const goods$ = new BehaviorSubject<ReadonlyMap<string, GoodFacts>>(new Map());
  const asked = new Set<string>();
  const learn: GoodsBook['learn'] = (goods) => {
    const fresh = goods.filter((good) => !goods$.value.has(good.sku));
    if (fresh.length > 0) goods$.next(new Map([...goods$.value, ...fresh.map(({ sku, name, unit }) => [sku, { name, unit }] as const)]));
  };
  return {
    goods$,
    learn,
    async want(skus) {
      for (const sku of new Set(skus)) {
        if (goods$.value.has(sku) || asked.has(sku)) continue;
        asked.add(sku);
        try {
          learn((await client.goods(sku, candidates)).goods.filter((good) => good.sku === sku));
        } catch (error) {
          // An agent that is away is asked again; a good that it does not know stays a code.
          if (failureOf(error).kind === 'unreachable') asked.delete(sku);
        }
      }
    },
  };
}
