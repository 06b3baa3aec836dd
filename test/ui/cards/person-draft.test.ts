import { describe, expect, it } from 'vitest';
import { typedDay } from '../../../ui/format/typed-day.ts';
import { emptyPerson, faultsOf, faultsSaid, saidBy, type Question } from '../../../ui/screens/cards/person-draft.ts';

const label = { ru: 'Вопрос' };
const questions: Question[] = [
  { kind: 'consent', id: 'data', label, required: true, version: '2026-01', text: label },
  { kind: 'consent', id: 'news', label, version: '2026-02', text: label },
  { kind: 'choice', id: 'children', label, required: true, options: [{ id: 'yes', name: label }] },
  { kind: 'date', id: 'wedding', label },
  { kind: 'text', id: 'city', label, maxLength: 5 },
];

describe('a day as people type it', () => {
  it.each([
    ['07.03.1990', '1990-03-07'], ['7.3.1990', '1990-03-07'], ['07031990', '1990-03-07'], [' 29/02/2024 ', '2024-02-29'],
    ['29.02.2023', undefined], ['31.04.2000', undefined], ['1990', undefined], ['00.01.2000', undefined], ['', undefined],
  ])('%s is %s', (text, day) => expect(typedDay(text)).toBe(day));
});

describe('a questionnaire', () => {
  it('of a registration names all that is missing or wrong, each at its question', () => {
    const person = { ...emptyPerson, birthday: '31.02.1990', answers: { wedding: '99.99.2000', city: 'Караганда' } };
    expect(faultsOf(person, questions, true)).toEqual({ birthday: 'no-such-day', data: 'not-agreed', children: 'missing', wedding: 'no-such-day', city: 'too-long' });
  });

  it('of a change asks for nothing that is not touched', () => {
    expect(faultsOf({ ...emptyPerson, answers: { city: 'Алма' } }, questions, false)).toEqual({});
  });

  it('says every consent that was asked for, with its wording', () => {
    const person = { ...emptyPerson, phone: ' 8 701 ', givenName: ' Айгүл ', birthday: '7.3.1990', answers: { data: true, children: 'yes', wedding: '1.2.2010', city: ' ' } };
    expect(saidBy(person, questions, true)).toEqual({
      phone: { number: '8 701' }, givenName: 'Айгүл', birthday: '1990-03-07',
      answers: { data: { given: true, version: '2026-01' }, news: { given: false, version: '2026-02' }, children: 'yes', wedding: '2010-02-01' },
    });
  });

  it('of a change says only what was filled in', () => {
    expect(saidBy(emptyPerson, questions, false)).toEqual({});
    expect(saidBy({ ...emptyPerson, answers: { news: false } }, questions, false)).toEqual({ answers: { news: { given: false, version: '2026-02' } } });
  });

  it('shows what the agent found wrong', () => {
    const problem = { type: '', title: '', status: 422, code: 'questionnaire-invalid', detail: '', problems: [{ field: 'data', fault: 'other-wording' }, { field: 'x', fault: 'new-fault' }, 7] };
    expect(faultsSaid({ kind: 'problem', problem })).toEqual({ data: 'other-wording' });
    expect(faultsSaid({ kind: 'unreachable' })).toEqual({});
  });
});
