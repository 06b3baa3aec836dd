import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../kit/till-page.ts';
import { tillScreen } from '../kit/till-screen.ts';
import type { Picture } from './picture.ts';

/** The pictures of one place: those of `test/e2e/pictures/<place>.ts`. */
export interface PlacePictures {
  place: string;
  pictures: readonly Picture[];
}

export const themes = ['light', 'dark'] as const;
export const pictureLanguages = ['ru', 'kk', 'en'] as const satisfies Language[];
export const formats = ['png', 'webp'] as const;

/** Pixels of the page. */
export interface Size {
  width: number;
  height: number;
}

/** `1280x800`. Undefined where it is no size of a screen. */
export function readSize(text: string): Size | undefined {
  const [, width, height] = /^([1-9][0-9]{2,3})x([1-9][0-9]{2,3})$/.exec(text) ?? [];
  return width === undefined || height === undefined ? undefined : { width: Number(width), height: Number(height) };
}

/** What one picture is of, besides its name. */
export interface Look {
  language: (typeof pictureLanguages)[number];
  theme: (typeof themes)[number];
  size: Size;
}

/** Without the folder. The size stands in it only where it is not the one that the page is made for. */
export function pictureFile(name: string, { language, theme, size }: Look, format: (typeof formats)[number]): string {
  const isUsual = size.width === tillScreen.width && size.height === tillScreen.height;
  return `${name}-${language}-${theme}${isUsual ? '' : `-${size.width}x${size.height}`}.${format}`;
}

/** Of each file beside this one that brings pictures. */
export async function readPlaces(folder: string): Promise<PlacePictures[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts')).toSorted();
  const read = await Promise.all(files.map(async (name) => ({ place: name.slice(0, -3), ...(await import(join(folder, name)) as Partial<PlacePictures>) })));
  return read.flatMap(({ place, pictures }) => (pictures === undefined ? [] : [{ place, pictures }]));
}

/** What `--only` leaves: whole places, or single pictures as `place/name`. Undefined where a wish names nothing. */
export function choosePictures(places: readonly PlacePictures[], only: readonly string[]): PlacePictures[] | undefined {
  if (only.length === 0) return [...places];
  const known = new Set(places.flatMap(({ place, pictures }) => [place, ...pictures.map(({ name }) => `${place}/${name}`)]));
  if (only.some((wish) => !known.has(wish))) return undefined;
  return places
    .map(({ place, pictures }) => ({ place, pictures: only.includes(place) ? pictures : pictures.filter(({ name }) => only.includes(`${place}/${name}`)) }))
    .filter(({ pictures }) => pictures.length > 0);
}
