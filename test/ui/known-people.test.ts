import { describe, expect, it } from 'vitest';
import { createKnownPeople } from '../../ui/state/known-people.ts';

function memory(stored?: string): Pick<Storage, 'getItem' | 'setItem'> {
  let value = stored ?? null;
  return { getItem: () => value, setItem: (_, next) => void (value = next) };
}
const person = (userId: string) => ({ userId, name: userId.toUpperCase() });

describe('who has signed in at this till', () => {
  it('is offered again, the latest first, four of them, over a reload', () => {
    const storage = memory();
    const known = createKnownPeople(storage);
    for (const userId of ['a', 'b', 'c', 'd', 'e', 'b']) known.add(person(userId));
    expect(known.people$.value).toEqual(['b', 'e', 'd', 'c'].map(person));
    expect(createKnownPeople(storage).people$.value).toEqual(known.people$.value);
  });

  it('is offered under a new name, and with nothing of a session but the name', () => {
    const known = createKnownPeople(memory());
    known.add(person('a'));
    known.add({ userId: 'a', name: 'Новая', pin: '1234' } as never);
    expect(known.people$.value).toEqual([{ userId: 'a', name: 'Новая' }]);
  });

  it.each(['{', 'null', '{"a":1}', '[1,null,{"userId":5,"name":"x"}]'])('is nobody where %s lies in its place', (stored) => {
    expect(createKnownPeople(memory(stored)).people$.value).toEqual([]);
  });
});
