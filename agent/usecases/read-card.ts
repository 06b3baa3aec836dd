import { readCardNumber } from '../domain/cards/card-number.ts';
import type { CompiledBundle } from '../domain/bundle/compiled.ts';
import { refuse, type Refusal } from './outcome.ts';

/** The full number of a card that was scanned or typed, in its short form too. `path` points to it in the request. */
export function readCard({ bundle }: CompiledBundle, text: string, path: string): { ok: true; number: string } | Refusal<'card-number-wrong'> {
  const read = readCardNumber(bundle.cardSchemes, text);
  if (read.ok) return { ok: true, number: read.number };
  const detail = read.reason === 'wrong-check-digit' ? 'The check digit does not fit: a digit was misread or mistyped.' : 'This is not the number of a card of this programme.';
  return { ...refuse('card-number-wrong', detail, { reason: read.reason }), path };
}
