import { BehaviorSubject } from 'rxjs';

/** The parts of the page. The sale is where every cashier is; the rest is opened from it and left again. */
export const placeNames = ['sale', 'cards', 'returns', 'manager', 'technician'] as const;
export type PlaceName = (typeof placeNames)[number];

/** Where the page is: a part, and what is shown in it (`['2900770100017']` in `#/cards/2900770100017`). */
export interface Place {
  name: PlaceName;
  rest: readonly string[];
}

/** In the address, so that a reload and the browser's way back work. */
export interface Places {
  readonly place$: BehaviorSubject<Place>;
  go(name: PlaceName, ...rest: string[]): void;
}

/** The part of the browser's `window` that is used. */
export interface AddressBar {
  location: { hash: string };
  addEventListener(name: 'hashchange', listener: () => void): void;
}

export function createPlaces(address: AddressBar): Places {
  const place$ = new BehaviorSubject(readPlace(address.location.hash));
  address.addEventListener('hashchange', () => {
    const next = readPlace(address.location.hash);
    if (writePlace(next) !== writePlace(place$.value)) place$.next(next);
  });
  return {
    place$,
    go(name, ...rest) {
      const next = { name, rest };
      address.location.hash = writePlace(next);
      place$.next(next);
    },
  };
}

function readPlace(hash: string): Place {
  const [name, ...rest] = hash.replace(/^#\/?/, '').split('/').map(readable);
  const known = placeNames.find((each) => each === name);
  return known === undefined ? { name: 'sale', rest: [] } : { name: known, rest: rest.filter((part) => part !== '') };
}

function writePlace({ name, rest }: Place): string {
  return name === 'sale' && rest.length === 0 ? '#/' : `#/${[name, ...rest].map(encodeURIComponent).join('/')}`;
}

/** An address that somebody mistyped names nothing, and breaks nothing. */
function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
