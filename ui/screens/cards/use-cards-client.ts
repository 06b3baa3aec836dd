import { useMemo } from 'react';
import { createCardsClient, type CardsClient } from '../../client/cards-client.ts';
import { useTill } from '../../state/till-context.ts';

export function useCardsClient(): CardsClient {
  const { send } = useTill();
  return useMemo(() => createCardsClient(send), [send]);
}
