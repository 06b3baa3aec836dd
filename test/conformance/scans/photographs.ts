import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { decode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { greyOf, type GreyPicture } from '../../../ui/camera/picture.ts';
import { readPhotograph } from '../../../ui/camera/read-code.ts';
import { outcomeOf, type Suite, type SuiteGoal } from '../suite.ts';
import type { Photograph } from './read-scans.ts';

function photographSuite(name: string, takes: (photograph: Photograph) => boolean, goal: SuiteGoal, misses?: true): Suite {
  return {
    name,
    goal,
    ...(misses === undefined ? {} : { allowsMisses: misses }),
    recognises: (value) => 'photograph' in value && takes(value as Photograph),
    titleOf: (value) => basename((value as Photograph).photograph),
    check: (value) => outcomeOf(() => {
      const { photograph, expected } = value as Photograph;
      const found = readPhotograph(pictureOf(photograph))?.text;
      // The list writes every end of a line as one character.
      return (found?.replaceAll('\r\n', '\n') ?? null) === expected ? undefined : found === undefined ? 'nothing was read' : `read ${JSON.stringify(found)}`;
    }),
  };
}

/** The camera's own reader over photographs of codes, and over what must not be taken for one. */
export const photographSuites: readonly Suite[] = [
  photographSuite('photographs', ({ expected }) => expected !== null, { passed: 26, of: 28 }, true),
  photographSuite('photographs of no code', ({ expected }) => expected === null, { passed: 3, of: 3 }),
];

export function pictureOf(file: string): GreyPicture {
  const bytes = readFileSync(file);
  if (bytes[0] === 0xff) {
    const { width, height, data } = decode(bytes, { useTArray: true });
    return greyOf(width, height, data);
  }
  const { width, height, data } = PNG.sync.read(bytes);
  return greyOf(width, height, data);
}
