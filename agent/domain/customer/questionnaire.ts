import Type from 'typebox';
import { Id, Localized, Strict } from '../scalars.ts';

const asked = {
  id: Id,
  label: Localized,
  /** Without it the customer is not registered */
  required: Type.Optional(Type.Literal(true)),
};

/** One question of the chain's questionnaire. Its id is what answers are kept under, for ever. */
export const Question = Type.Union([
  Strict({ kind: Type.Literal('text'), ...asked, maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })) }),
  Strict({ kind: Type.Literal('date'), ...asked }),
  Strict({ kind: Type.Literal('choice'), ...asked, options: Type.Array(Strict({ id: Id, name: Localized }), { minItems: 1, maxItems: 200 }) }),
  Strict({
    kind: Type.Literal('consent'),
    ...asked,
    /** Names the wording of `text`: an answer keeps which one was agreed to */
    version: Id,
    text: Localized,
    /** Agreeing to it allows messages to be sent */
    allows: Type.Optional(Type.Literal('messages')),
  }),
]);
export type Question = Type.Static<typeof Question>;

/** What a chain asks of a new customer, besides telephone, name and birthday. A chain may have several: at the till, for staff, for a family. */
export const Questionnaire = Strict({
  /** Which one was answered is recorded */
  id: Id,
  name: Localized,
  questions: Type.Array(Question, { maxItems: 100 }),
  /** A card is activated only for a customer who has answered this questionnaire, or another one that says so */
  requiredForActivation: Type.Optional(Type.Literal(true)),
});
export type Questionnaire = Type.Static<typeof Questionnaire>;

/** The questions of all questionnaires, each once: one that stands in several is the same. */
export function allQuestions(questionnaires: readonly Questionnaire[] = []): Question[] {
  return [...new Map(questionnaires.flatMap(({ questions }) => questions).map((question) => [question.id, question])).values()];
}
