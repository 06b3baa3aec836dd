import { lazy, Suspense, useMemo } from 'react';
import { NoticeBar } from '../components/notice-bar.tsx';
import { StatusStrip } from '../components/status-strip.tsx';
import { LostRacesHere } from '../lost-races/lost-races-here.tsx';
import { createSaleActions } from '../state/sale-actions.ts';
import type { Place, PlaceName } from '../state/places.ts';
import { useTill } from '../state/till-context.ts';
import { LoadGuard } from './load-guard.tsx';
import { PlaceBar } from './place-bar.tsx';

// Most cashiers never open them.
const screens = {
  cards: lazy(async () => ({ default: (await import('../screens/cards/cards-screen.tsx')).CardsScreen })),
  returns: lazy(async () => ({ default: (await import('../screens/returns/returns-screen.tsx')).ReturnsScreen })),
  manager: lazy(async () => ({ default: (await import('../screens/manager/manager-screen.tsx')).ManagerScreen })),
  technician: lazy(async () => ({ default: (await import('../screens/technician/technician-screen.tsx')).TechnicianScreen })),
} satisfies Record<Exclude<PlaceName, 'sale'>, unknown>;

/** A place beside the sale: the strip and the way back stay, and a scan of goods still goes into the sale. */
export function PlaceScreen({ place }: Readonly<{ place: Place }>) {
  const till = useTill();
  const actions = useMemo(() => createSaleActions(till), [till]);
  if (place.name === 'sale') return null;
  const Screen = screens[place.name];
  return (
    <div className="place-screen">
      <StatusStrip />
      <PlaceBar current={place.name} />
      <main className="place-body" key={place.name}>
        <LostRacesHere />
        <LoadGuard><Suspense><Screen rest={place.rest} /></Suspense></LoadGuard>
      </main>
      <NoticeBar onUndo={actions.undo} />
    </div>
  );
}
