import { useEffect, useState } from 'react';
import type { ScanView } from '../../agent/contract/scan.ts';
import { useTill } from '../state/till-context.ts';
import { useWords } from '../words/use-words.ts';

/** Says each scan to a screen reader: what it was, as the eye sees it in the basket. */
export function LiveRegion() {
  const { t, formats, localize } = useWords();
  const { scans } = useTill();
  const [scan, setScan] = useState<ScanView>();
  useEffect(() => {
    const subscription = scans.accepted$.subscribe(setScan);
    return () => subscription.unsubscribe();
  }, [scans]);
  return (
    // The key makes the same good said again when it is scanned again.
    <div className="unseen" aria-live="polite"><span key={scan?.scanId}>{scan === undefined ? '' : words(scan)}</span></div>
  );

  function words({ thing }: ScanView): string {
    if (thing.kind === 'good') return t('scanned.good', { name: localize(thing.name), price: formats.money(thing.unitPriceMinor) });
    return t(`scanned.${thing.kind}`);
  }
}
