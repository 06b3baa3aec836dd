import { BehaviorSubject } from 'rxjs';
import type { CardEvent } from '../../agent/contract/card.ts';
import type { SessionStorage } from './session.ts';

/** What was done to a card here, or sold by a code of the application or as a web shop's order, and lost, as somebody elsewhere was first. */
export type LostRace = Extract<CardEvent, { change: 'race-lost' }>;

/** Lost races that nobody has read yet, the oldest first. The agent tells of each once, so they are kept over a reload. */
export interface LostRaces {
  readonly unread$: BehaviorSubject<readonly LostRace[]>;
  take(event: CardEvent): void;
  read(opId: string): void;
}

const storageKey = 'till.lost-races';

export function createLostRaces(storage: SessionStorage): LostRaces {
  const unread$ = new BehaviorSubject<readonly LostRace[]>(kept(storage));
  function set(races: readonly LostRace[]): void {
    unread$.next(races);
    if (races.length === 0) storage.removeItem(storageKey);
    else storage.setItem(storageKey, JSON.stringify(races));
  }
  return {
    unread$,
    take(event) {
      if (event.change === 'race-lost') set([...unread$.value.filter(({ opId }) => opId !== event.opId), event]);
    },
    read: (opId) => set(unread$.value.filter((race) => race.opId !== opId)),
  };
}

/** What an older page or somebody else has left there is no reason not to start. */
function kept(storage: SessionStorage): LostRace[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]');
    return Array.isArray(value) ? value.filter(isLostRace) : [];
  } catch {
    return [];
  }
}

function isLostRace(value: unknown): value is LostRace {
  return typeof value === 'object' && value !== null && 'opId' in value && 'manager' in value && 'customer' in value;
}
