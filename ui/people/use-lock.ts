import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';

/**
 * Whether the page lies under a lock. `open`: it does not · `idle`: who was signed in did nothing for too long; it may
 * be left for what nobody signed in may do · `shut`: nobody may sell before somebody signs in. Scans are taken under each.
 */
export type Lock = 'open' | 'idle' | 'shut';

export function useLock(): Lock {
  const { link, session } = useTill();
  const { status } = useSubject(link.link$);
  const signedIn = useSubject(session.session$);
  const wanted = useSubject(session.wanted$);
  if (signedIn !== undefined) return 'open';
  if (status?.unattended !== undefined && !status.unattended.rights.includes('sale')) return 'shut';
  return wanted?.why === 'ended' ? 'idle' : 'open';
}
