import type { TFunction } from 'i18next';
import type { CardView } from '../../../agent/contract/card.ts';
import type { ApiFailure } from '../../client/api-failure.ts';
import { hintValues } from '../../words/card-hint-words.ts';
import { failureWords } from '../../words/notice-words.ts';
import type { Words } from '../../words/use-words.ts';

type Facts = Readonly<Record<string, unknown>>;
type Speech = Pick<Words, 't' | 'formats' | 'localize'>;

/** A failure as a sentence that says what to do next; of cards and customers with the facts that the agent gave. */
export function failureText(cardWords: TFunction<'cards'>, speech: Speech, failure: ApiFailure): string {
  const special = failure.kind === 'problem' ? problemText(cardWords, speech, failure.problem.code, { ...failure.problem }) : undefined;
  return special ?? failureWords(speech.t, speech.formats, speech.localize, failure);
}

function problemText(t: TFunction<'cards'>, { formats, localize }: Speech, code: string, facts: Facts): string | undefined {
  switch (code) {
    case 'card-number-wrong':
      return isOneOf(facts.reason, ['wrong-check-digit', 'ambiguous', 'other-chain', 'not-a-card'] as const) ? t(`wrong.${facts.reason}`, hintValues(facts, localize)) : undefined;
    case 'card-state-wrong':
      return isOneOf(facts.state, states) ? t(`stateWrong.${facts.state}`, { card: textOf(facts.cardNumber) }) : undefined;
    case 'registration-required':
      return isOneOf(facts.missing, ['questionnaire-missing', 'phone-unconfirmed'] as const) ? t(`missing.${facts.missing}`) : undefined;
    case 'pack-too-large':
      return typeof facts.maxCards === 'number' ? t('pack.tooLarge', { most: String(facts.maxCards), cards: textOf(facts.cards) }) : undefined;
    case 'adjustment-over-limit':
      return typeof facts.maxPointsPerOperation === 'number'
        ? t('adjust.overLimit', { most: formats.points(facts.maxPointsPerOperation), left: formats.points(Number(facts.leftTodayPoints ?? 0)) })
        : undefined;
    case 'adjustment-below-zero':
      return typeof facts.availablePoints === 'number' ? t('adjust.belowZero', { points: formats.points(Math.max(0, facts.availablePoints)) }) : undefined;
    case 'code-wrong':
      return typeof facts.triesLeft === 'number' ? t('verify.wrongLeft', { left: String(facts.triesLeft) }) : undefined;
    default:
      return undefined;
  }
}

const states = ['issued', 'active', 'restricted', 'blocked', 'replaced'] as const satisfies readonly CardView['state'][];

function isOneOf<Value extends string>(value: unknown, values: readonly Value[]): value is Value {
  return values.some((each) => each === value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The part of the request that the agent blames: `/points`. */
export function blamedPath(failure: ApiFailure | undefined): string | undefined {
  return failure?.kind === 'problem' ? failure.problem.path : undefined;
}
