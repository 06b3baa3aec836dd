import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ScannedThing } from '../../../agent/contract/scan.ts';
import { useTill } from '../../state/till-context.ts';

/** Takes every card that is scanned while this is on the screen, before who was there earlier; goods still go into the sale. */
export function useCardScans(onCard: (cardNumber: string) => void): void {
  useScans((thing) => (thing.kind === 'card' ? thing.cardNumber : undefined), onCard);
}

/** The same for codes for points. */
export function useClaimScans(onCode: (code: string) => void): void {
  useScans((thing) => (thing.kind === 'claim-code' ? thing.code : undefined), onCode);
}

function useScans(read: (thing: ScannedThing) => string | undefined, onRead: (text: string) => void): void {
  const { scans, notices } = useTill();
  const latest = useRef({ read, onRead });
  useLayoutEffect(() => {
    latest.current = { read, onRead };
  });
  useEffect(() => scans.offer(({ thing }) => {
    const text = latest.current.read(thing);
    if (text === undefined) return false;
    notices.clear();
    latest.current.onRead(text);
    return true;
  }), [scans, notices]);
}
