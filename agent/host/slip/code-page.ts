import CodepageEncoder from '@point-of-sale/codepage-encoder';
import { printable } from '../../domain/slip/printable.ts';
import { characterFallback } from './receipt-resources.ts';

/** Code pages of slips: Cyrillic of DOS and of Windows, and KZ-1048, which alone has the Kazakh letters. */
export const codePages = ['cp866', 'windows1251', 'rk1048'] as const;
export type CodePage = (typeof codePages)[number];

const known = new Map<CodePage, ReadonlySet<number>>();

/**
 * The text in characters that the page has. A Kazakh letter becomes the Cyrillic one that people write in its stead, a mark its plain form, a letter with an accent
 * the letter; what has no stand-in is a question mark. Non-breaking blanks stay: the layout turns them into blanks when the lines are made.
 */
export function fitToCodePage(text: string, page: CodePage): string {
  return Array.from(printable(text), (character) => fitCharacter(character, page)).join('');
}

function fitCharacter(character: string, page: CodePage): string {
  if (character === '\u00a0' || has(page, character)) return character;
  const standIn = characterFallback.get(character);
  if (standIn !== undefined) return standIn;
  const [plain = ''] = character.normalize('NFD');
  return plain !== character && has(page, plain) ? plain : '?';
}

function has(page: CodePage, character: string): boolean {
  const codepoint = character.codePointAt(0) ?? 0;
  return codepoint >= 0x20 && (codepoint < 0x7f || charactersOf(page).has(codepoint));
}

function charactersOf(page: CodePage): ReadonlySet<number> {
  let characters = known.get(page);
  if (characters === undefined) {
    characters = new Set(CodepageEncoder.getCodepoints(page, true));
    known.set(page, characters);
  }
  return characters;
}
