import { describe, expect, it } from 'vitest';
import { problemCodes } from '../../agent/contract/problem.ts';
import en from '../../resources/locales/en.json' with { type: 'json' };
import kk from '../../resources/locales/kk.json' with { type: 'json' };
import ru from '../../resources/locales/ru.json' with { type: 'json' };
import { createWords } from '../../ui/words/i18n.ts';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`)));
}
const plural = /_(one|few|many|other)$/;
const keys = (tree: Tree) => [...new Set(leaves(tree).map(([key]) => key.replace(plural, '')))].sort();
const variables = (tree: Tree) => new Map(leaves(tree).map(([key, text]) => [key.replace(plural, ''), [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort().join()]));

describe('the words of the page', () => {
  it('say the same things in three languages', () => {
    expect(keys(kk)).toEqual(keys(ru));
    expect(keys(en)).toEqual(keys(ru));
  });

  it('use the same variables in three languages', () => {
    expect(variables(kk)).toEqual(variables(ru));
    expect(variables(en)).toEqual(variables(ru));
  });

  it('have a sentence for every problem of the contract, and for no other', () => {
    expect(Object.keys(ru.problem).sort()).toEqual(Object.keys(problemCodes).sort());
  });

  it('have all forms of number that a language has', () => {
    const forms = (tree: Tree) => new Set(Object.values(Object.groupBy(leaves(tree).map(([key]) => key).filter((key) => plural.test(key)), (key) => key.replace(plural, ''))).map((group) => group?.map((key) => plural.exec(key)?.[1]).sort().join()));
    expect([...forms(ru)]).toEqual(['few,many,one,other']);
    expect([...forms(en)]).toEqual(['one,other']);
    // A Kazakh noun stays as it is after a number.
    expect([...forms(kk)]).toEqual([]);
  });

  it.each([
    ['ru', [[1, '1 балл'], [2, '2 балла'], [5, '5 баллов'], [21, '21 балл'], [112, '112 баллов'], [0, '0 баллов'], [1.5, '1.5 балла']]],
    ['en', [[1, '1 point'], [2, '2 points'], [0, '0 points']]],
    ['kk', [[1, '1 ұпай'], [2, '2 ұпай'], [5, '5 ұпай']]],
  ] as const)('count points in %s', async (language, table) => {
    const words = await createWords(language);
    for (const [count, expected] of table) expect(words.t('totals.earnPoints', { count, points: String(count) })).toBe(expected);
  });

  it('are Kazakh in the Kazakh words, letter by letter: no Russian sentence was left behind', () => {
    const same = leaves(kk).filter(([key, text]) => leaves(ru).some(([other, russian]) => other === key && russian === text) && /[а-яё]{4,}/i.test(text));
    expect(same.map(([key]) => key)).toEqual(['page.title']);
  });
});
