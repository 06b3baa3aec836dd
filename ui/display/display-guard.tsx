import { useEffect, type ReactNode } from 'react';
import { merge, skip } from 'rxjs';
import { BreakGuard } from '../components/break-guard.tsx';
import { ScanPicture } from '../components/scan-picture.tsx';
import { useTill } from '../state/till-context.ts';

/** A customer never reads of what the display could not draw: it goes quiet, and draws again with the next news of the sale or the till. */
export function DisplayGuard({ children }: Readonly<{ children: ReactNode }>) {
  return <BreakGuard renderBroken={(_, again) => <QuietDisplay onNews={again} />}>{children}</BreakGuard>;
}

/** Of the till it shows nothing: what came from there is what could not be drawn. */
function QuietDisplay({ onNews }: Readonly<{ onNews: () => void }>) {
  const { sale, link, goods } = useTill();
  useEffect(() => {
    // Each tells at once what it holds already.
    const news = merge(sale.phase$.pipe(skip(1)), link.link$.pipe(skip(1)), goods.goods$.pipe(skip(1))).subscribe(() => onNews());
    return () => news.unsubscribe();
  }, [sale, link, goods, onNews]);
  return <main className="display display-idle"><ScanPicture /></main>;
}
