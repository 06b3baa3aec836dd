import { describe, expect, it } from 'vitest';
import { createLostRaces, type LostRace } from '../../../ui/state/lost-races.ts';

function memory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value), removeItem: (key) => void values.delete(key) };
}
const race = (opId: string): LostRace => ({ change: 'race-lost', cardNumber: '2900770100017', kind: 'card-blocked', seq: 1, opId, reason: 'card-race-lost-replaced', manager: { ru: 'м' }, customer: { ru: 'п' } });

describe('lost races', () => {
  it('stay until they are read, also over a reload of the page', () => {
    const storage = memory();
    const races = createLostRaces(storage);
    races.take({ change: 'done', cardNumber: '29', kind: 'card-blocked', seq: 1 });
    races.take(race('a'));
    races.take(race('b'));
    races.take(race('a'));
    expect(createLostRaces(storage).unread$.value.map(({ opId }) => opId)).toEqual(['b', 'a']);
    races.read('b');
    races.read('a');
    expect(createLostRaces(storage).unread$.value).toEqual([]);
  });

  it.each(['{', '7', '[{"opId": 1}, null]'])('begin with none where the storage holds %s', (text) => {
    const storage = memory();
    storage.setItem('till.lost-races', text);
    expect(createLostRaces(storage).unread$.value).toEqual([]);
  });
});
