import type { ChangeRequest, QuestionnairesView, RegisterRequest } from '../../../agent/contract/customer.ts';
import type { ApiFailure } from '../../client/api-failure.ts';
import { typedDay } from '../../format/typed-day.ts';

export type Question = QuestionnairesView['questionnaires'][number]['questions'][number];
export type PersonLanguage = NonNullable<RegisterRequest['language']>;

/** What was typed of a person, as it was typed: nothing is lost by going back, or by being wrong. */
export interface PersonDraft {
  phone: string;
  givenName: string;
  birthday: string;
  language?: PersonLanguage;
  /** By the question's id: a text, a day as typed, an option's id; of a consent whether it was given */
  answers: Readonly<Record<string, string | boolean>>;
}

export const emptyPerson: PersonDraft = { phone: '', givenName: '', birthday: '', answers: {} };

/** By `birthday` or the question's id: what is wrong with it */
export type AnswerFaults = Readonly<Record<string, AnswerFault>>;
export const answerFaults = ['unknown-question', 'missing', 'not-of-this-kind', 'too-long', 'no-such-day', 'unknown-option', 'not-agreed', 'other-wording'] as const;
export type AnswerFault = (typeof answerFaults)[number];

/** What the page can tell by itself is wrong; `isWhole` where all that is required must be there. */
export function faultsOf(person: PersonDraft, questions: readonly Question[], isWhole: boolean): AnswerFaults {
  const found: [string, AnswerFault][] = [];
  if (person.birthday.trim() !== '' && typedDay(person.birthday) === undefined) found.push(['birthday', 'no-such-day']);
  for (const question of questions) {
    const fault = faultOf(question, person.answers[question.id], isWhole);
    if (fault !== undefined) found.push([question.id, fault]);
  }
  return Object.fromEntries(found);
}

function faultOf(question: Question, answer: string | boolean | undefined, isWhole: boolean): AnswerFault | undefined {
  const isRequired = isWhole && question.required === true;
  if (question.kind === 'consent') return isRequired && answer !== true ? 'not-agreed' : undefined;
  const text = typeof answer === 'string' ? answer.trim() : '';
  if (text === '') return isRequired ? 'missing' : undefined;
  if (question.kind === 'date') return typedDay(text) === undefined ? 'no-such-day' : undefined;
  return question.kind === 'text' && text.length > (question.maxLength ?? 1_000) ? 'too-long' : undefined;
}

/** The agent's own findings, where its view of the questionnaire is newer than the page's. */
export function faultsSaid(failure: ApiFailure | undefined): AnswerFaults {
  if (failure?.kind !== 'problem') return {};
  const { problems }: Readonly<Record<string, unknown>> = { ...failure.problem };
  if (!Array.isArray(problems)) return {};
  return Object.fromEntries(problems.flatMap((each: unknown): [string, AnswerFault][] => {
    if (typeof each !== 'object' || each === null || !('field' in each) || !('fault' in each) || typeof each.field !== 'string') return [];
    const fault = answerFaults.find((name) => name === each.fault);
    return fault === undefined ? [] : [[each.field, fault]];
  }));
}

type Said = Pick<RegisterRequest, 'phone' | 'givenName' | 'birthday' | 'language' | 'answers'>;

/** The fields that were filled in. A consent that was asked for says also that it was not given; `isWhole` where all were asked. */
export function saidBy(person: PersonDraft, questions: readonly Question[], isWhole: boolean): Said & ChangeRequest {
  const birthday = typedDay(person.birthday);
  const answers = Object.fromEntries(questions.flatMap((question) => answerTo(question, person.answers[question.id], isWhole)));
  return {
    ...(person.phone.trim() === '' ? {} : { phone: { number: person.phone.trim() } }),
    ...(person.givenName.trim() === '' ? {} : { givenName: person.givenName.trim() }),
    ...(birthday === undefined ? {} : { birthday }),
    ...(person.language === undefined ? {} : { language: person.language }),
    ...(Object.keys(answers).length === 0 ? {} : { answers }),
  };
}

function answerTo(question: Question, answer: string | boolean | undefined, isWhole: boolean): [string, string | { given: boolean; version: string }][] {
  if (question.kind === 'consent') {
    return answer === undefined && !isWhole ? [] : [[question.id, { given: answer === true, version: question.version }]];
  }
  const text = typeof answer === 'string' ? answer.trim() : '';
  if (text === '') return [];
  return [[question.id, question.kind === 'date' ? (typedDay(text) ?? text) : text]];
}

/** The questions of all questionnaires, each once. */
export function everyQuestion({ questionnaires }: QuestionnairesView): Question[] {
  return [...new Map(questionnaires.flatMap(({ questions }) => questions).map((question) => [question.id, question])).values()];
}
