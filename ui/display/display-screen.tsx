import { useEffect } from 'react';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';
import { DisplayDone } from './display-done.tsx';
import { DisplayIdle } from './display-idle.tsx';
import { DisplaySale } from './display-sale.tsx';

/** How long the thanks and the code stay where nobody comes next. */
const doneMs = 60_000;

/** What the customer sees. It stays as it was while the agent is away: an outage of a program is nothing that a customer should read about. */
export function DisplayScreen() {
  const { sale } = useTill();
  const phase = useSubject(sale.phase$);
  const isDone = phase.kind === 'done';
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => sale.clear(), doneMs);
    return () => clearTimeout(timer);
  }, [sale, isDone]);
  if (phase.kind === 'open' && phase.view.basket.lines.length > 0) return <DisplaySale view={phase.view} />;
  if (phase.kind === 'done') return <DisplayDone view={phase.view} />;
  return <DisplayIdle customer={phase.kind === 'open' ? phase.view.customer : undefined} />;
}
