import { isDate } from '../time/calendar.ts';
import { unreachable } from '../unreachable.ts';
import type { Answer, Profile, ProfileChange } from './profile.ts';
import type { Question } from './questionnaire.ts';

/** What is wrong with one answer. */
export type AnswerFault = 'unknown-question' | 'missing' | 'not-of-this-kind' | 'too-long' | 'no-such-day' | 'unknown-option' | 'not-agreed' | 'other-wording';
export interface AnswerProblem {
  /** A question's id, or `birthday` */
  readonly field: string;
  readonly fault: AnswerFault;
}

/** Checks the answers of a change against these questions; with `whole`, the profile after it must have all that is required. */
export function checkAnswers(questions: readonly Question[], change: ProfileChange, whole?: Profile): AnswerProblem[] {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const problems = Object.entries(change.answers ?? {}).flatMap(([field, answer]): AnswerProblem[] => {
    const question = byId.get(field);
    if (question === undefined) return [{ field, fault: 'unknown-question' }];
    const fault = answer === null ? undefined : faultOf(question, answer);
    return fault === undefined ? [] : [{ field, fault }];
  });
  const { birthday } = change;
  if (typeof birthday === 'string' && !isDate(birthday)) problems.push({ field: 'birthday', fault: 'no-such-day' });
  return whole === undefined ? problems : [...problems, ...questions.flatMap((question) => missingIn(whole, question))];
}

function missingIn({ answers = {} }: Profile, { id, kind, required }: Question): AnswerProblem[] {
  const answer = answers[id];
  if (required !== true) return [];
  if (answer === undefined) return [{ field: id, fault: 'missing' }];
  return kind === 'consent' && typeof answer === 'object' && !answer.given ? [{ field: id, fault: 'not-agreed' }] : [];
}

function faultOf(question: Question, answer: Answer): AnswerFault | undefined {
  if (question.kind === 'consent') {
    if (typeof answer === 'string') return 'not-of-this-kind';
    return answer.version === question.version ? undefined : 'other-wording';
  }
  if (typeof answer !== 'string') return 'not-of-this-kind';
  switch (question.kind) {
    case 'text':
      return answer.length > (question.maxLength ?? 1_000) ? 'too-long' : undefined;
    case 'date':
      return /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/.test(answer) && !answer.endsWith('-00') && isDate(answer) ? undefined : 'no-such-day';
    case 'choice':
      return question.options.some(({ id }) => id === answer) ? undefined : 'unknown-option';
    default:
      return unreachable(question);
  }
}

/** Does this profile allow messages? Only an agreement that a questionnaire in force says so of. */
export function allowsMessages(questions: readonly Question[], { answers = {} }: Profile): boolean {
  return questions.some((question) => {
    const answer = question.kind === 'consent' && question.allows === 'messages' ? answers[question.id] : undefined;
    return typeof answer === 'object' && answer.given;
  });
}
