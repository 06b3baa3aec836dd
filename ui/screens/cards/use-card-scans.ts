import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ScanView } from '../../../agent/contract/scan.ts';
import { useTill } from '../../state/till-context.ts';

/** Takes every card that is scanned while this is on the screen, before who was there earlier; goods still go into the sale. */
export function useCardScans(onCard: (cardNumber: string) => void): void {
  const { scans, notices } = useTill();
  const latest = useRef(onCard);
  useLayoutEffect(() => {
    latest.current = onCard;
  });
  useEffect(() => scans.offer(({ thing }: ScanView) => {
    if (thing.kind !== 'card') return false;
    notices.clear();
    latest.current(thing.cardNumber);
    return true;
  }), [scans, notices]);
}
