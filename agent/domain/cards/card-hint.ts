import type { Bundle } from '../bundle/bundle.ts';
import { unreachable } from '../unreachable.ts';
import { readCardOf, type CardReading, type ReadCard } from './card-number.ts';
import { originOf } from './card-origin.ts';
import type { CardChoice, CardHint } from './card-problem.ts';

type Numbering = Pick<Bundle, 'cardSchemes' | 'foreignCards' | 'stores'>;

/** What a code that is no card of the programme says to the person who typed it; empty where it says nothing. */
export function hintOf(bundle: Numbering, reading: Exclude<CardReading, { ok: true }>): CardHint {
  switch (reading.reason) {
    case 'not-a-card': return {};
    case 'wrong-check-digit': return { expectedCheckDigit: reading.expectedCheckDigit };
    case 'other-chain': return { chain: reading.chain };
    case 'ambiguous': return { choices: reading.choices.map((choice) => choiceOf(bundle, choice)) };
    default: return unreachable(reading);
  }
}

export function hintOfCode(bundle: Numbering, code: string): CardHint {
  const reading = readCardOf(bundle, code);
  return reading.ok ? {} : hintOf(bundle, reading);
}

function choiceOf(bundle: Numbering, read: ReadCard): CardChoice {
  const scheme = bundle.cardSchemes.find(({ id }) => id === read.schemeId);
  const { store } = originOf(bundle, read);
  return { cardNumber: read.number, scheme: scheme?.name ?? { ru: read.schemeId }, ...(store === undefined ? {} : { store }) };
}
