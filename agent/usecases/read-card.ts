import { readCardOf, type CardReading } from '../domain/cards/card-number.ts';
import { unreachable } from '../domain/unreachable.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import { refuse, type Facts, type Refusal } from './outcome.ts';

/** The full number of a card that was scanned or typed, in its short form too. `path` points to it in the request. */
export function readCard({ bundle }: CompiledBundle, text: string, path: string): { ok: true; number: string } | Refusal<'card-number-wrong'> {
  const read = readCardOf(bundle, text);
  if (read.ok) return { ok: true, number: read.number };
  const { detail, facts } = whyWrong(read);
  return { ...refuse('card-number-wrong', detail, { reason: read.reason, ...facts }), path };
}

function whyWrong(read: Exclude<CardReading, { ok: true }>): { detail: string; facts?: Facts } {
  switch (read.reason) {
    case 'not-a-card':
      return { detail: 'This is not the number of a card of this programme.' };
    case 'wrong-check-digit':
      return { detail: `The check digit does not fit: with these digits before it, it would be ${read.expectedCheckDigit}.`, facts: { expectedCheckDigit: read.expectedCheckDigit } };
    case 'ambiguous':
      return { detail: 'Several schemes have this short form: give the full number.', facts: { choices: read.choices.map(({ number, schemeId }) => ({ number, schemeId })) } };
    case 'other-chain':
      return { detail: `This is a card of another chain: ${read.chain.ru}.`, facts: { chain: read.chain.ru } };
    default:
      return unreachable(read);
  }
}
