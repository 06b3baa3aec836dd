import { useEffect, useRef } from 'react';
import { useTill } from '../state/till-context.ts';

const flashMs = 350;

/** The edge of the screen lights up with each signal: in a loud shop the eye hears it. */
export function ScanFlash() {
  const { sounds } = useTill();
  const edge = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Straight into the page, without waiting for the next render.
    const subscription = sounds.signals$.subscribe((signal) => {
      const element = edge.current;
      if (element === null) return;
      element.dataset['signal'] = signal;
      clearTimeout(timer);
      timer = setTimeout(() => delete element.dataset['signal'], flashMs);
    });
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
  }, [sounds]);
  return <div ref={edge} className="scan-flash" aria-hidden="true" />;
}
