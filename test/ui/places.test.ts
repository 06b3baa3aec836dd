import { describe, expect, it } from 'vitest';
import { createPlaces } from '../../ui/state/places.ts';

function addressBar(hash = '') {
  const listeners: (() => void)[] = [];
  const address = { location: { hash }, addEventListener: (_name: 'hashchange', listener: () => void) => void listeners.push(listener) };
  return { address, showTo: (next: string) => ((address.location.hash = next), listeners.forEach((listener) => listener())) };
}

describe('the places of the page', () => {
  it.each([
    ['', { name: 'sale', rest: [] }],
    ['#/', { name: 'sale', rest: [] }],
    ['#/cards', { name: 'cards', rest: [] }],
    ['#/cards/2900770100017', { name: 'cards', rest: ['2900770100017'] }],
    ['#/manager/desk/0190%2Fa', { name: 'manager', rest: ['desk', '0190/a'] }],
    ['#/somewhere/else', { name: 'sale', rest: [] }],
    ['#/cards/%E0%A4%A', { name: 'cards', rest: ['%E0%A4%A'] }],
    ['#cards//x/', { name: 'cards', rest: ['x'] }],
  ])('are read from the address "%s"', (hash, place) => {
    expect(createPlaces(addressBar(hash).address).place$.value).toEqual(place);
  });

  it('stand in the address, so that a reload opens the same one', () => {
    const { address } = addressBar();
    createPlaces(address).go('cards', 'a/b c');
    expect(address.location.hash).toBe('#/cards/a%2Fb%20c');
    expect(createPlaces(addressBar(address.location.hash).address).place$.value).toEqual({ name: 'cards', rest: ['a/b c'] });
  });

  it('follow the way back of the browser, and say nothing twice', () => {
    const { address, showTo } = addressBar();
    const places = createPlaces(address);
    const seen: string[] = [];
    places.place$.subscribe(({ name }) => seen.push(name));
    places.go('manager', 'desk');
    showTo('#/manager/desk');
    showTo('#/');
    expect(seen).toEqual(['sale', 'manager', 'sale']);
  });
});
