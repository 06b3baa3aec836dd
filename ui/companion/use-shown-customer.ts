import { useEffect, useState } from 'react';
import type { SaleView } from '../../agent/contract/sale.ts';
import { failureOf } from '../client/api-failure.ts';
import { useTill } from '../state/till-context.ts';

type Customer = NonNullable<SaleView['customer']>;

/** The customer of the sale; before there is one, of the card that was scanned last. */
export function useShownCustomer(view: SaleView | undefined): Customer | undefined {
  const { scans, client, notices } = useTill();
  const [looked, setLooked] = useState<Customer>();
  useEffect(() => {
    const subscription = scans.heard$.subscribe((scan) => {
      const { thing } = scan;
      if (thing.kind !== 'card') return;
      client.identify(thing.cardNumber).then(({ customer }) => setLooked(customer), (error: unknown) => notices.showFailure(failureOf(error)));
    });
    return () => subscription.unsubscribe();
  }, [scans, client, notices]);
  const saleId = view?.saleId;
  const hasOwn = view?.customer !== undefined;
  // What was looked up before a sale belongs to no later one.
  useEffect(() => {
    if (hasOwn || saleId === undefined) return undefined;
    return () => setLooked(undefined);
  }, [saleId, hasOwn]);
  return view?.customer ?? looked;
}
