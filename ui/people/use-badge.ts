import { useEffect, useRef } from 'react';
import { useTill } from '../state/till-context.ts';

/** What a badge may look like; cards and goods have digits alone. */
const badgeForm = /^[A-Za-z0-9._:@-]{4,64}$/;
/** What a scanner that names the symbol types before it, with what may stand before that */
const aimFront = /^[^\]]{0,7}\][A-Za-z][0-9A-Za-z]/;
/** Begins of codes that are printed on slips */
const slipCode = /^L[RC]1\./;

/** Calls for each badge that is scanned while it is asked who somebody is. All else that is scanned goes into the sale as ever. */
export function useBadge(onBadge: (badge: string) => void): void {
  const { scans } = useTill();
  const latest = useRef(onBadge);
  useEffect(() => {
    latest.current = onBadge;
  });
  useEffect(() => {
    function take(code: string): boolean {
      if (!badgeForm.test(code)) return false;
      latest.current(code);
      return true;
    }
    // With a letter in it it is no good and no card, and the agent need not be asked: it may be away, or want somebody first.
    const stops = [
      scans.offerCode((sent, source) => {
        const code = sent.replace(aimFront, '');
        return source !== 'typed' && /[A-Za-z]/.test(code) && !slipCode.test(code) && take(code);
      }),
      scans.offer(({ thing, code, source }) => thing.kind === 'unknown' && source !== 'typed' && take(code.replace(aimFront, ''))),
    ];
    return () => stops.forEach((stop) => stop());
  }, [scans]);
}
