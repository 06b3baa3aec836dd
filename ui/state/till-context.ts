import { createContext, useContext } from 'react';
import type { Till } from './till.ts';

export const TillContext = createContext<Till | undefined>(undefined);

export function useTill(): Till {
  const till = useContext(TillContext);
  if (till === undefined) throw new Error('The page has no till around it');
  return till;
}
