import { lazy, Suspense } from 'react';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';

// On most days nothing is lost to anybody.
const LostRaceBanner = lazy(async () => ({ default: (await import('./lost-race-banner.tsx')).LostRaceBanner }));

/** At the sale and in every other place: whoever stands here may have the customer before them. */
export function LostRacesHere() {
  const unread = useSubject(useTill().lostRaces.unread$);
  return unread.length === 0 ? null : <Suspense><LostRaceBanner /></Suspense>;
}
