import { describe, expect, test } from 'vitest';
import { layOut } from '../../../agent/domain/slip/lay-out.ts';
import { pluralForm } from '../../../agent/domain/slip/plural.ts';
import { printable } from '../../../agent/domain/slip/printable.ts';
import { dateText, moneyText, pointsText } from '../../../agent/domain/slip/slip-words.ts';
import type { SlipTemplate } from '../../../agent/domain/slip/slip-template.ts';
import { loadBundle } from '../../../agent/domain/bundle/load.ts';
import { exampleBundle, exampleHash } from '../kit/shop.ts';

test.each([
  ['ru', 1, 0], ['ru', 2, 1], ['ru', 4, 1], ['ru', 5, 2], ['ru', 0, 2], ['ru', 11, 2], ['ru', 12, 2], ['ru', 21, 0], ['ru', 112, 2], ['ru', 14, 2], ['ru', 114, 2], ['ru', 22, 1], ['ru', 211, 2], ['ru', 1.5, 1], ['ru', -1, 0],
  ['en', 1, 0], ['en', 0, 1], ['en', 1.5, 1], ['kk', 1, 0], ['kk', 5, 0],
] as const)('in %s %d takes form %i of a word', (language, count, form) => {
  expect(pluralForm(language, count)).toBe(form);
});

const units = (language: 'ru' | 'kk' | 'en', exponent = 2, pointsScale = 0) => ({ language, exponent, currencyWord: 'тг', pointsScale });
test.each([
  ['money of two decimals', moneyText(units('ru'), 123_456_700).text, '1 234 567,00 тг'],
  ['money of none', moneyText(units('kk', 0), 1_234).text, '1 234 тг'],
  ['money of three', moneyText(units('en', 3), 1_234_567).text, '1,234.567 тг'],
  ['less than one', moneyText(units('ru'), 5).text, '0,05 тг'],
  ['whole points of a fine scale', pointsText(units('ru', 2, 2), 150_000).text, '1 500'],
  ['a fraction of points', pointsText(units('ru', 2, 2), 150).text, '1,50'],
  ['nothing', moneyText(units('ru'), 0).text, '0,00 тг'],
  ['negative points', pointsText(units('en'), -1_234).text, '-1,234'],
  ['a date', dateText('kk', '2026-11-22').text, '22.11.2026'],
  ['a date in English', dateText('en', '2026-11-22').text, '22/11/2026'],
])('%s is written as %s', (_, text, expected) => {
  expect(text.replaceAll('\u00a0', ' ')).toBe(expected);
});

test('the words around points go with as many as they are, whatever their scale', () => {
  expect([pointsText(units('ru', 2, 2), 150).count, pointsText(units('ru', 2, 2), 10_000).count, pointsText(units('ru'), 150).count]).toEqual([1.5, 100, 150]);
});

test('signs that are letters are printed, and pictures are not', () => {
  expect(printable('© ™ ® cafe\u0301 \u{1F389}x')).toBe('© ™ ® café x');
});

function print(template: SlipTemplate, values: Record<string, string> = {}, width = 12): string[] {
  const printed = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, { text, count: Number(text) }]));
  return layOut(template, { values: printed, lists: { messages: [{ text: { text: 'one' } }, { text: { text: 'two' } }] } }, { language: 'en', width, fit: (text) => text })
    .map((line) => (line.kind === 'qr' ? `QR ${line.value}` : line.text));
}

describe('a template', () => {
  test.each<[string, SlipTemplate, Record<string, string>, string[]]>([
    ['leaves out a line that names what is not there', [{ kind: 'text', text: 'Spent {{spent}}' }, { kind: 'qr', value: 'returnCode' }], {}, []],
    ['chooses the word by the number', [{ kind: 'text', text: '{{earned}} {{earned#point|points}}' }], { earned: '1' }, ['1 point']],
    ['puts an amount at the right edge', [{ kind: 'pair', left: 'Sum', right: '{{total}}' }], { total: '5' }, ['Sum        5']],
    ['puts it below where there is no room', [{ kind: 'pair', left: 'A long word here', right: '{{total}}' }], { total: '1234567' }, ['A long word', 'here 1234567']],
    ['puts a long amount below, part by part', [{ kind: 'pair', left: 'Sum', right: '{{total}}' }], { total: 'abcdefghijklm nopq rstuvwxyz 123' }, ['Sum', 'abcdefghijkl', '      m nopq', '   rstuvwxyz', '         123']],
    ['puts the end of a long amount below its beginning', [{ kind: 'pair', left: 'Sum to pay', right: '{{total}}' }], { total: '1 abcdefghijk 2' }, ['Sum to pay 1', ' abcdefghijk', '           2']],
    ['breaks between words, and a long word where the paper ends', [{ kind: 'text', text: 'ab abcdefghijklmnop q' }], {}, ['ab', 'abcdefghijkl', 'mnop q']],
    ['keeps a number with its unit', [{ kind: 'text', text: 'take it: 100\u00a0g' }], {}, ['take it:', '100 g']],
    ['centres', [{ kind: 'text', text: 'abcd', align: 'center' }], {}, ['    abcd']],
    ['says each row of a list', [{ kind: 'each', of: 'messages', lines: [{ kind: 'text', text: '- {{text}}' }] }], {}, ['- one', '- two']],
    ['drops what separates nothing', [{ kind: 'rule' }, { kind: 'text', text: 'a' }, { kind: 'blank' }, { kind: 'rule' }, { kind: 'text', text: '{{spent}}' }, { kind: 'blank' }, { kind: 'text', text: 'b' }, { kind: 'rule' }], {}, ['a', '------------', 'b']],
    ['prints a line about what is not there', [{ kind: 'text', text: 'none', unless: 'gifts' }], {}, ['none']],
    ['asks for each line of a row', [{ kind: 'each', of: 'messages', lines: [{ kind: 'text', text: '{{text}}', if: 'gifts' }, { kind: 'text', text: '- {{text}}', unless: 'gifts' }] }], {}, ['- one', '- two']],
    ['has no line for a value without a word', [{ kind: 'text', text: '{{customer}}' }], { customer: ' ' }, []],
    ['prints a line only with, or only without, what it asks for', [{ kind: 'text', text: 'A', if: 'messages' }, { kind: 'text', text: 'B', unless: 'messages' }, { kind: 'text', text: 'C', if: 'gifts' }], {}, ['A']],
  ])('%s', (_, template, values, lines) => {
    expect(print(template, values)).toEqual(lines);
  });
});

describe('a bundle’s own template', () => {
  const pathOf = (templates: object): string => {
    const loaded = loadBundle(JSON.stringify({ ...exampleBundle(), slips: { templates } }), exampleHash);
    return loaded.ok ? 'accepted' : loaded.invalid.path;
  };
  test.each(['if', 'unless'])('with %s of what is not there is refused by its name', (key) => {
    const loaded = loadBundle(JSON.stringify({ ...exampleBundle(), slips: { templates: { en: { sale: [{ kind: 'rule', [key]: 'luck' }] } } } }), exampleHash);
    expect(loaded).toMatchObject({ ok: false, invalid: { detail: 'names "luck", which such a slip does not have' } });
  });

  test.each<[string, object, string]>([
    ['that fits', { ru: { sale: [{ kind: 'text', text: '{{earned}} {{earned#балл|балла|баллов}}' }] } }, 'accepted'],
    ['with a value that no sale has', { ru: { sale: [{ kind: 'text', text: '{{refund}}' }] } }, '/slips/templates/ru/sale/0/text'],
    ['with the field of a list outside it', { kk: { sale: [{ kind: 'rule' }, { kind: 'pair', left: 'a', right: '{{points}}' }] } }, '/slips/templates/kk/sale/1/right'],
    ['with a list that is not there', { en: { return: [{ kind: 'each', of: 'messages', lines: [{ kind: 'text', text: '{{text}}' }] }] } }, '/slips/templates/en/return/0/of'],
    ['with the name of an object’s own method as a list', { en: { return: [{ kind: 'each', of: 'constructor', lines: [{ kind: 'text', text: 'a' }] }] } }, '/slips/templates/en/return/0/of'],
    ['with a value of the slip inside a list', { en: { sale: [{ kind: 'each', of: 'messages', lines: [{ kind: 'text', text: '{{text}} {{earned}}' }] }] } }, 'accepted'],
    ['with an unknown value on the left', { en: { sale: [{ kind: 'pair', left: '{{refund}}', right: '{{total}}' }] } }, '/slips/templates/en/sale/0/left'],
    ['with one form of a word of two', { en: { sale: [{ kind: 'text', text: '{{earned#points}}' }] } }, '/slips/templates/en/sale/0/text'],
    ['with a condition against nothing', { en: { sale: [{ kind: 'rule', unless: 'luck' }] } }, '/slips/templates/en/sale/0/unless'],
    ['with a misspelt place', { en: { sale: [{ kind: 'text', text: 'Earned {{ earned }}' }] } }, '/slips/templates/en/sale/0/text'],
    ['with too few forms of a word', { ru: { sale: [{ kind: 'text', text: '{{earned#балл|баллов}}' }] } }, '/slips/templates/ru/sale/0/text'],
    ['with a condition on nothing', { en: { sale: [{ kind: 'text', text: 'a', if: 'luck' }] } }, '/slips/templates/en/sale/0/if'],
    ['with a QR code of nothing', { en: { balance: [{ kind: 'qr', value: 'returnCode' }] } }, '/slips/templates/en/balance/0/value'],
    ['with a line of no kind', { en: { sale: [{ kind: 'image' }] } }, '/slips/templates/en/sale/0'],
    ['of a language that no slip has', { de: {} }, '/slips/templates'],
  ])('%s: %j', (_, templates, path) => {
    expect(pathOf(templates)).toMatch(path === 'accepted' ? /^accepted$/ : new RegExp(`^${path}`));
  });
});
