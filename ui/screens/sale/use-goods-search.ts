import { useEffect, useState } from 'react';
import { failureOf } from '../../client/api-failure.ts';
import type { FoundGood } from '../../state/sale-actions.ts';
import { useTill } from '../../state/till-context.ts';

/** A wedge scan passes through the field faster than this, and a person hardly notices it. */
const pauseMs = 150;
export const searchLimit = 7;

/** Goods that fit what is typed; empty for an empty query. A failed look-up shows nothing: Enter asks again and says why. */
export function useGoodsSearch(query: string): readonly FoundGood[] {
  const { client } = useTill();
  const [found, setFound] = useState<{ query: string; goods: readonly FoundGood[] }>({ query: '', goods: [] });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => void look(), query === '' ? 0 : pauseMs);
    async function look(): Promise<void> {
      try {
        const goods = query === '' ? [] : (await client.goods(query, searchLimit, stop.signal)).goods;
        if (!stop.signal.aborted) setFound({ query, goods });
      } catch (error) {
        failureOf(error);
        if (!stop.signal.aborted) setFound({ query, goods: [] });
      }
    }
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [client, query]);
  // Until the answer to these very letters is here, older results stay: a list that blinks cannot be read.
  return query === '' ? [] : found.goods;
}
