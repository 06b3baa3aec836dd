import { useHotkeys } from '../components/use-hotkeys.ts';
import { type Place, type PlaceName } from '../state/places.ts';
import { useTill } from '../state/till-context.ts';
import { useSubject } from '../state/use-subject.ts';

/** The key that opens each place from everywhere; the sale is where Esc leads back to. */
export const placeKeys = { sale: 'F1', cards: 'F3', returns: 'F4', manager: 'F8', technician: 'F11' } as const satisfies Record<PlaceName, string>;

export function usePlaceKeys(): Place {
  const { places } = useTill();
  const go = (name: PlaceName) => () => places.go(name);
  useHotkeys({
    [placeKeys.sale]: go('sale'),
    [placeKeys.cards]: go('cards'),
    [placeKeys.returns]: go('returns'),
    [placeKeys.manager]: go('manager'),
    [placeKeys.technician]: go('technician'),
  });
  return useSubject(places.place$);
}
