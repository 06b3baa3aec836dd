import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../agent/contract/problem.ts';
import ru from '../../resources/locales/ru.json' with { type: 'json' };
import { readdirSync, readFileSync } from 'node:fs';
import { createWords } from '../../ui/words/i18n.ts';

/** Words that Kazakh shares with Russian */
const sameInBoth = new Set(['page.title', 'places.technician', 'technician.title', 'people.right.diagnostics', 'technician.devices.path', 'technician.devices.profile', 'technician.devices.thing.card', 'technician.devices.thing.coupon', 'technician.sync.mode', 'technician.machine.disk', 'technician.machine.program']);

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`)));
}
const plural = /_(one|few|many|other)$/;
const keys = (tree: Tree) => [...new Set(leaves(tree).map(([key]) => key.replace(plural, '')))].sort();
const variables = (tree: Tree) => new Map(leaves(tree).map(([key, text]) => [key.replace(plural, ''), [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort().join()]));

const folder = new URL('../../resources/locales/', import.meta.url);
const parts = [...new Set(readdirSync(folder).map((name) => name.split('.').slice(0, -2).join('.')))];
const read = (part: string, language: string) => JSON.parse(readFileSync(new URL(part === '' ? `${language}.json` : `${part}.${language}.json`, folder), 'utf8')) as Tree;

describe.each(parts)('the words of the part "%s"', (part) => {
  const [inRussian, inKazakh, inEnglish] = [read(part, 'ru'), read(part, 'kk'), read(part, 'en')];

  it('say the same things, with the same variables, in three languages', () => {
    for (const other of [inKazakh, inEnglish]) {
      expect(keys(other)).toEqual(keys(inRussian));
      expect(variables(other)).toEqual(variables(inRussian));
    }
  });

  it('have all forms of number that a language has', () => {
    const forms = (tree: Tree) => [...new Set(Object.values(Object.groupBy(leaves(tree).map(([key]) => key).filter((key) => plural.test(key)), (key) => key.replace(plural, ''))).map((group) => group?.map((key) => plural.exec(key)?.[1]).sort().join()))];
    for (const form of forms(inRussian)) expect(form).toBe('few,many,one,other');
    for (const form of forms(inEnglish)) expect(form).toBe('one,other');
    // A Kazakh noun stays as it is after a number.
    expect(forms(inKazakh)).toEqual([]);
  });

  it('are Kazakh in the Kazakh words, letter by letter: no Russian sentence was left behind', () => {
    const russian = new Map(leaves(inRussian));
    const same = leaves(inKazakh).filter(([key, text]) => russian.get(key) === text && /[а-яё]{4,}/i.test(text)).map(([key]) => key);
    expect(same.filter((key) => !sameInBoth.has(part === '' ? key : `${part}.${key}`))).toEqual([]);
  });
});

describe('the words of the page', () => {
  it('have a sentence for every problem of the contract, and for no other', () => {
    expect(Object.keys(ru.problem).sort()).toEqual(Object.keys(problemCodes).sort());
  });

  it.each([
    ['ru', [[1, '1 балл'], [2, '2 балла'], [5, '5 баллов'], [21, '21 балл'], [112, '112 баллов'], [0, '0 баллов'], [1.5, '1.5 балла']]],
    ['en', [[1, '1 point'], [2, '2 points'], [0, '0 points']]],
    ['kk', [[1, '1 ұпай'], [2, '2 ұпай'], [5, '5 ұпай']]],
  ] as const)('count points in %s', async (language, table) => {
    const words = await createWords(language);
    for (const [count, expected] of table) expect(words.t('totals.earnPoints', { count, points: String(count) })).toBe(expected);
  });
});
