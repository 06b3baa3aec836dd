import { applicationIdentifiers, identifierAt, isPredefinedLength } from './application-identifier.ts';
import { fixedLength, valueFault } from './value-fault.ts';

/** FNC1 between the elements, as scanners send it. */
export const gs = '\u001d';

/** One AI with its value. */
export interface Element {
  ai: string;
  value: string;
}

/** `code` is ours or GS1's name of what is wrong, `ai` where. */
export type ElementsRead = { ok: true; elements: Element[] } | { ok: false; code: string; ai?: string };

/** Longer than any symbol can be (a QR code holds 7,089 digits). */
const maxLength = 8192;

/** Reads a GS1 element string as scanners send it, with GS as FNC1: `0104600000000017` `21A1B2` GS `93xY7z`. An FNC1 at the beginning or the end is let through. */
export function readElementString(text: string): ElementsRead {
  if (text.length > maxLength) return { ok: false, code: 'too-long' };
  const elements: Element[] = [];
  let at = text.startsWith(gs) ? 1 : 0;
  if (at === text.length) return { ok: false, code: 'no-data' };
  while (at < text.length) {
    const identifier = identifierAt(text, at);
    if (identifier === undefined) return { ok: false, code: 'unknown-ai' };
    const { ai } = identifier;
    at += ai.length;
    const separator = text.indexOf(gs, at);
    const toSeparator = separator === -1 ? text.length : separator;
    const known = isPredefinedLength(ai) ? fixedLength(identifier) : undefined;
    const end = known === undefined ? toSeparator : Math.min(at + known, toSeparator);
    const value = text.slice(at, end);
    const fault = valueFault(identifier, value);
    if (fault !== undefined) return { ok: false, code: fault, ai };
    elements.push({ ai, value });
    at = text[end] === gs ? end + 1 : end;
  }
  return { ok: true, elements };
}

/** Writes elements with FNC1 (as `fnc1`) where one is needed, none at the ends. */
export function writeElementString(elements: readonly Element[], fnc1: string = gs): string {
  return elements.map(({ ai, value }, index) => ai + value + (isPredefinedLength(ai) || index === elements.length - 1 ? '' : fnc1)).join('');
}

/** Reads the form that people read: `(01)04600000000017(21)A1`. A bracket that belongs to a value is written `\(`. */
export function readBracketed(text: string): ElementsRead {
  if (text.length > maxLength) return { ok: false, code: 'too-long' };
  const elements: Element[] = [];
  let at = 0;
  if (text === '') return { ok: false, code: 'no-data' };
  while (at < text.length) {
    const close = text.indexOf(')', at);
    if (text[at] !== '(' || close === -1) return { ok: false, code: 'ai-not-in-brackets' };
    const ai = text.slice(at + 1, close);
    const identifier = applicationIdentifiers.get(ai);
    if (identifier === undefined) return { ok: false, code: 'unknown-ai' };
    const { value, end } = bracketedValue(text, close + 1);
    const fault = valueFault(identifier, value);
    if (fault !== undefined) return { ok: false, code: fault, ai };
    elements.push({ ai, value });
    at = end;
  }
  return { ok: true, elements };
}

function bracketedValue(text: string, from: number): { value: string; end: number } {
  let value = '';
  let at = from;
  while (at < text.length && text[at] !== '(') {
    const isEscaped = text[at] === '\\' && text[at + 1] === '(';
    value += isEscaped ? '(' : text.charAt(at);
    at += isEscaped ? 2 : 1;
  }
  return { value, end: at };
}

/** The form that people read. */
export function writeBracketed(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
}
