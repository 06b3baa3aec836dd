import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { placePage } from '../e2e/pictures/screens-pages.ts';
import { choosePictures, pictureFile, readPlaces, readSize } from '../e2e/pictures/plan-pictures.ts';

const picture = (name: string) => ({ name, work: async () => undefined });
const places = [{ place: 'sale', pictures: [picture('empty'), picture('why')] }, { place: 'cards', pictures: [picture('issue')] }];
const chosen = (...only: string[]) => choosePictures(places, only)?.map(({ place, pictures }) => `${place}: ${pictures.map(({ name }) => name).join()}`);

describe('the pictures to take', () => {
  it('are all of them, whole places, or single ones', () => {
    expect(chosen()).toEqual(['sale: empty,why', 'cards: issue']);
    expect(chosen('cards')).toEqual(['cards: issue']);
    expect(chosen('sale/why')).toEqual(['sale: why']);
    expect(chosen('sale', 'sale/why', 'cards/issue')).toEqual(['sale: empty,why', 'cards: issue']);
  });

  it('are none where a name is wrong', () => {
    expect(chosen('sale', 'sail')).toBeUndefined();
    expect(chosen('sale/nothing')).toBeUndefined();
  });

  it('have sizes of a screen, which their files name where they are not the usual one', () => {
    const file = (text: string) => pictureFile('why', { language: 'kk', theme: 'dark', size: readSize(text) ?? { width: 0, height: 0 } }, 'webp');
    expect([file('1024x768'), file('1920x1080')]).toEqual(['why-kk-dark.webp', 'why-kk-dark-1920x1080.webp']);
    for (const wrong of ['', '1024', '1024x', '0x768', '1024X768', '99x99', '10240x768', ' 1024x768']) expect(readSize(wrong)).toBeUndefined();
  });

  it('are shown on the page of their place in the usual size, a row each, with a gap where one was not taken', () => {
    const { names, text } = placePage('sale', ['README.md', 'why-ru-light-1920x1080.webp', 'why-ru-light.webp', 'why-en-dark.webp', 'empty-kk-light.png']);
    expect(names).toEqual(['empty', 'why']);
    expect(text.split('\n').slice(-3)).toEqual(['| empty |  |  | ![empty, kk, light](empty-kk-light.png) |  |  |  |', '| why | ![why, ru, light](why-ru-light.webp) |  |  |  |  | ![why, en, dark](why-en-dark.webp) |', '']);
  });

  it('have names of their own in each place', async () => {
    for (const { pictures } of await readPlaces(fileURLToPath(new URL('../e2e/pictures/', import.meta.url)))) {
      const names = pictures.map(({ name }) => name);
      expect(names).not.toEqual([]);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
