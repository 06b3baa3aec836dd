import Type from 'typebox';
import { compileValidator } from './validate.ts';

/**
 * A reader of what a till remembers to be used up (codes of the application, orders of web shops): a list of these entries as JSON.
 * It gives nothing where the text is none of ours.
 */
export function usesReader<Use extends Type.TSchema>(use: Use): (text: string | undefined) => Type.Static<Use>[] {
  const validate = compileValidator(Type.Array(use));
  return (text) => {
    if (text === undefined) return [];
    try {
      const checked = validate(JSON.parse(text));
      return checked.ok ? checked.value : [];
    } catch {
      return [];
    }
  };
}

/** Without those that are past their end. A clock that cannot be trusted forgets none. */
export function withoutEnded<Used extends { readonly untilMs: number }>(used: readonly Used[], { atMs, clock }: { readonly atMs: number; readonly clock: string }): Used[] {
  return clock === 'suspect' ? [...used] : used.filter(({ untilMs }) => atMs <= untilMs);
}
