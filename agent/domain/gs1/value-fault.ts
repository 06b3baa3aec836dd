import type { ApplicationIdentifier } from './application-identifier.ts';
import { characterFault } from './character-sets.ts';
import type { LintFault } from './lint.ts';

/** What is wrong with the value of an AI: its length, its characters, or what a lint finds. */
export function valueFault({ parts }: ApplicationIdentifier, value: string): LintFault | undefined {
  const least = parts.reduce((sum, part) => sum + (part.isOptional ? 0 : part.minLength), 0);
  const most = parts.reduce((sum, part) => sum + part.maxLength, 0);
  if (value.length < least) return 'value-too-short';
  if (value.length > most) return 'value-too-long';
  let at = 0;
  for (const part of parts) {
    const piece = value.slice(at, at + part.maxLength);
    at += piece.length;
    if (piece === '' && part.isOptional) continue;
    if (piece.length < part.minLength) return 'value-too-short';
    const fault = characterFault(part.characters, piece);
    if (fault !== undefined) return fault;
    for (const lint of part.lints) {
      const found = lint(piece);
      if (found !== undefined) return found;
    }
  }
  return at === value.length ? undefined : 'value-too-long';
}

/** How many characters the value has; undefined where that differs. */
export function fixedLength({ parts }: ApplicationIdentifier): number | undefined {
  if (parts.some((part) => part.isOptional || part.minLength !== part.maxLength)) return undefined;
  return parts.reduce((sum, part) => sum + part.maxLength, 0);
}
