import Type from 'typebox';
import { Id, InstantMs, Strict } from '../scalars.ts';
import { compileValidator } from '../validate.ts';
import { QrProof } from './dynamic-qr.ts';

/** A code that a sale has used, and until when it must be remembered */
const UsedCode = Strict({ ...QrProof.properties, saleId: Id, untilMs: InstantMs });
export type UsedCode = Type.Static<typeof UsedCode>;

const validate = compileValidator(Type.Array(UsedCode));

/** What was remembered; nothing where the text is none of ours. */
export function readUsedCodes(text: string | undefined): UsedCode[] {
  if (text === undefined) return [];
  try {
    const checked = validate(JSON.parse(text));
    return checked.ok ? checked.value : [];
  } catch {
    return [];
  }
}

/** Without those that are past their end. A clock that cannot be trusted forgets none. */
export function withoutEnded<Used extends { readonly untilMs: number }>(used: readonly Used[], { atMs, clock }: { readonly atMs: number; readonly clock: string }): Used[] {
  return clock === 'suspect' ? [...used] : used.filter(({ untilMs }) => atMs <= untilMs);
}
