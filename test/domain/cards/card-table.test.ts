import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../../../resources/locales/en.json' with { type: 'json' };
import kk from '../../../resources/locales/kk.json' with { type: 'json' };
import ru from '../../../resources/locales/ru.json' with { type: 'json' };
import { raceWords } from '../../../agent/contract/words/card-race-words.ts';
import { stateOf } from '../../../agent/domain/cards/account-card.ts';
import { foldCards } from '../../../agent/domain/cards/card-fold.ts';
import { cardFaults } from '../../../agent/domain/cards/judge-card.ts';
import { raceReason } from '../../../agent/domain/cards/lost-race.ts';
import { at, blanks, card, starts } from './kit/card-acts.ts';

const page = readFileSync(new URL('../../../docs/spec/cards.md', import.meta.url), 'utf8');

/** The rows of the table under this heading, without its head. */
function rowsUnder(heading: string): string[][] {
  const part = page.split(`## ${heading}\n`)[1] ?? '';
  const lines = (part.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
}

describe('two stores that do something to one card', () => {
  const rows = rowsUnder('Two stores at once');

  it('have a row for every pair in the table', () => {
    const pairs = rows.map(([before, first, second]) => `${before}/${first}/${second}`);
    const byStart = Map.groupBy(rows, ([before]) => before ?? '');
    const expected = [...byStart].flatMap(([before, group]) => {
      const acts = [...new Set(group.map(([, first]) => first))];
      return acts.flatMap((first) => acts.map((second) => `${before}/${first}/${second}`));
    });
    expect([...byStart.keys()]).toEqual(Object.keys(starts));
    expect(pairs).toEqual(expected);
  });

  it.each(rows)('%s: %s and then %s makes the card %s, the new one %s; lost: %s', (before = '', first = '', second = '', state, next, lost) => {
    const events = [at(first, 'X', 1), at(second, 'Y', 2)];
    for (const arrived of [events, events.toReversed()]) {
      const fold = foldCards(starts[before] ?? [], arrived);
      const shown = (number: string): string => {
        const found = fold.cards.get(number);
        return found === undefined ? '—' : `${stateOf(found)}, ${found.accountId}`;
      };
      const news = Object.entries(blanks).filter(([, number]) => fold.cards.has(number)).map(([name, number]) => `${name}: ${shown(number)}`);
      const losers = [...fold.lost].map(([opId, fault]) => `${opId.slice(0, 1)} \`${raceReason(fault)}\``);
      expect({ state: shown(card), next: news.join('; ') || '—', lost: losers.join('; ') || 'nobody' }).toEqual({ state, next, lost });
    }
  });
});

it('every code of a lost race stands on the page with its words, and has them in three languages', () => {
  const words = cardFaults.map((fault) => raceWords(raceReason(fault)));
  expect(rowsUnder('What is shown')).toEqual(cardFaults.map((fault, index) => [`\`${raceReason(fault)}\``, words[index]?.manager.en, words[index]?.customer.en]));
  for (const { manager, customer } of words.flatMap((one) => one ?? [])) {
    expect(Object.keys(manager)).toEqual(['ru', 'kk', 'en']);
    expect(Object.keys(customer)).toEqual(['ru', 'kk', 'en']);
  }
});

it.each(Object.entries({ ru, kk, en }))('the desk shows the same words to a manager in %s', (language, locale) => {
  const why: Readonly<Record<string, string>> = locale.journal.why;
  for (const fault of cardFaults) expect(why[raceReason(fault)]).toBe(raceWords(raceReason(fault))?.manager[language as 'ru' | 'kk' | 'en']);
});
