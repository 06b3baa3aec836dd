import { BehaviorSubject } from 'rxjs';
import type { SessionView } from '../../agent/contract/operators.ts';

type Person = SessionView['user'];

/** Who has signed in at this till, the latest first: one of them to tap is quicker than a name to write. Names alone, nothing that lets anybody in. */
export interface KnownPeople {
  readonly people$: BehaviorSubject<readonly Person[]>;
  /** Somebody has signed in. */
  add(person: Person): void;
}

const storageKey = 'till.people';
/** As many as fit above the keys */
const most = 4;

export function createKnownPeople(memory: Pick<Storage, 'getItem' | 'setItem'>): KnownPeople {
  const people$ = new BehaviorSubject<readonly Person[]>(kept(memory.getItem(storageKey)));
  return {
    people$,
    add({ userId, name }) {
      const [first] = people$.value;
      if (first?.userId === userId && first.name === name) return;
      people$.next([{ userId, name }, ...people$.value.filter((each) => each.userId !== userId)].slice(0, most));
      memory.setItem(storageKey, JSON.stringify(people$.value));
    },
  };
}

/** What an older page or somebody else has left there is no reason not to start. */
function kept(stored: string | null): Person[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(value) ? value.filter(isPerson).slice(0, most) : [];
  } catch {
    return [];
  }
}

function isPerson(value: unknown): value is Person {
  return typeof value === 'object' && value !== null && 'userId' in value && typeof value.userId === 'string' && 'name' in value && typeof value.name === 'string';
}
