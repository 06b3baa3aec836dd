import { useEffect, useMemo, useState } from 'react';
import type { SaleView } from '../../../../agent/contract/sale.ts';
import { failureOf, type ApiFailure } from '../../../client/api-failure.ts';
import { createReceiptClient } from '../../../client/receipt-client.ts';
import { useTill } from '../../../state/till-context.ts';

/** Longer than a scanner needs for the next good: only a basket at rest is explained. */
const restMs = 250;

/** Why the sale costs what it costs. The reasons of the revision before stay until those of this one are here: a list that blinks cannot be read. */
export interface Explained {
  /** With `priced.trace` */
  sale?: SaleView;
  failure?: ApiFailure;
}

export function useExplained(view: SaleView | undefined): Explained {
  const { send } = useTill();
  const client = useMemo(() => createReceiptClient(send), [send]);
  const [explained, setExplained] = useState<Explained>({});
  const saleId = view === undefined || view.basket.lines.length === 0 ? undefined : view.saleId;
  const revision = view?.revision ?? 0;
  useEffect(() => {
    if (saleId === undefined || revision === 0) return undefined;
    let isStopped = false;
    const timer = setTimeout(() => {
      client.explain(saleId).then(
        (sale) => (isStopped ? undefined : setExplained({ sale })),
        (error: unknown) => {
          const failure = failureOf(error);
          if (!isStopped) setExplained((before) => ({ ...before, failure }));
        },
      );
    }, restMs);
    return () => {
      isStopped = true;
      clearTimeout(timer);
    };
  }, [client, saleId, revision]);
  return saleId !== undefined && explained.sale?.saleId === saleId ? explained : explained.failure === undefined || saleId === undefined ? {} : { failure: explained.failure };
}
