import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowsMessages, checkAnswers } from '../../../agent/domain/customer/check-answers.ts';
import { fieldsOf, type ProfileChange } from '../../../agent/domain/customer/profile.ts';
import { foldChange, foldTogether, noProfile, type ChangeStamp } from '../../../agent/domain/customer/profile-fold.ts';
import type { Questionnaire } from '../../../agent/domain/customer/questionnaire.ts';

const questionnaire: Questionnaire = {
  id: 'club',
  name: { ru: 'Клуб' },
  questions: [
    { kind: 'text', id: 'city', label: { ru: 'Город' }, maxLength: 10, required: true },
    { kind: 'date', id: 'wedding', label: { ru: 'Свадьба' } },
    { kind: 'choice', id: 'pets', label: { ru: 'Питомцы' }, options: [{ id: 'cat', name: { ru: 'Кот' } }] },
    { kind: 'consent', id: 'sms', label: { ru: 'Сообщения' }, version: 'v2', text: { ru: 'Согласен' }, allows: 'messages' },
    { kind: 'consent', id: 'data', label: { ru: 'Данные' }, version: 'v1', text: { ru: 'Согласен' }, required: true },
  ],
};
const agreed = { given: true, version: 'v1' };

describe('answers to a questionnaire', () => {
  it.each<[string, ProfileChange, string[]]>([
    ['all is well', { answers: { city: 'Алматы', wedding: '2020-02-29', pets: 'cat', data: agreed, sms: { given: false, version: 'v2' } } }, []],
    ['what is required is missing', {}, ['city missing', 'data missing']],
    ['a required consent is refused', { answers: { city: 'A', data: { given: false, version: 'v1' } } }, ['data not-agreed']],
    ['a consent to another wording', { answers: { city: 'A', data: agreed, sms: { given: true, version: 'v1' } } }, ['sms other-wording']],
    ['a text that is too long', { answers: { city: 'Усть-Каменогорск', data: agreed } }, ['city too-long']],
    ['days that are none', { birthday: '1990-02-30', answers: { city: 'A', data: agreed, wedding: '2021-02-29' } }, ['wedding no-such-day', 'birthday no-such-day']],
    ['an option and a question that nobody offered', { answers: { city: 'A', data: agreed, pets: 'dog', shoe: '42' } }, ['pets unknown-option', 'shoe unknown-question']],
    ['a text where a consent is asked', { answers: { city: 'A', data: 'yes' } }, ['data not-of-this-kind']],
    ['a consent where a text is asked', { answers: { city: agreed, data: agreed } }, ['city not-of-this-kind']],
  ])('%s', (_, change, expected) => {
    const { profile } = foldChange(noProfile, change, { atMs: 1, journalId: 'j', seq: 1 });
    expect(checkAnswers(questionnaire.questions, change, profile).map(({ field, fault }) => `${field} ${fault}`)).toEqual(expected);
  });

  it('allow messages only where the questionnaire says that this consent does', () => {
    expect(allowsMessages(questionnaire.questions, { answers: { sms: { given: true, version: 'v2' } } })).toBe(true);
    expect(allowsMessages(questionnaire.questions, { answers: { sms: { given: false, version: 'v2' } } })).toBe(false);
    expect(allowsMessages(questionnaire.questions, { answers: { data: agreed } })).toBe(false);
    expect(allowsMessages([], { answers: { sms: { given: true, version: 'v2' } } })).toBe(false);
  });
});

const anyChange: fc.Arbitrary<ProfileChange> = fc.record({
  phone: fc.option(fc.record({ number: fc.constantFrom('+77010000001', '+77010000002'), verified: fc.boolean() })),
  givenName: fc.option(fc.constantFrom('Анна', 'Мария')),
  language: fc.constantFrom('ru' as const, 'kk' as const),
  answers: fc.dictionary(fc.constantFrom('a', 'b'), fc.option(fc.constantFrom('x', 'y')), { noNullPrototype: true }),
}, { requiredKeys: [] });
const anyChanges = fc.array(fc.tuple(anyChange, fc.nat({ max: 5 }), fc.constantFrom('j1', 'j2')), { maxLength: 8 })
  .map((drawn) => drawn.map(([change, atMs, journalId], index): [ProfileChange, ChangeStamp] => [change, { atMs, journalId, seq: index + 1 }]));
const foldAll = (changes: readonly [ProfileChange, ChangeStamp][]) => changes.reduce((folded, [change, stamp]) => foldChange(folded, change, stamp), noProfile);

describe('a profile', () => {
  it('is the same in whatever order its changes arrive, and however they are spread over two that become one', () => {
    fc.assert(fc.property(anyChanges, fc.infiniteStream(fc.nat()), (changes, numbers) => {
      const whole = foldAll(changes);
      const shuffled = changes.map((change) => ({ change, by: numbers.next().value as number })).toSorted((one, other) => one.by - other.by).map(({ change }) => change);
      expect(foldAll(shuffled)).toEqual(whole);
      const left = changes.filter((_, index) => index % 2 === 0);
      const right = changes.filter((_, index) => index % 2 === 1);
      expect(foldTogether(foldAll(left), foldAll(right))).toEqual(whole);
      expect(foldTogether(foldAll(right), foldAll(left))).toEqual(whole);
    }), { numRuns: 300 });
  });

  it('names its fields without their values', () => {
    expect(fieldsOf({ phone: { number: '+77011234567', verified: true }, birthday: null, answers: { city: 'Алматы' } })).toEqual(['answers.city', 'birthday', 'phone']);
  });
});
