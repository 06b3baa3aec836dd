/**
 * Where a text stops being JSON, for whoever wrote it. `JSON.parse` says so of some mistakes only (not of a comma too many in a list), in words that change with the engine, and it quotes
 * the text, which may hold somebody's data. Own code, because parsers that tell places miss some of these mistakes (a line break within a string) or say the beginning where the end is missing.
 */

/** What follows the name of a text that `JSON.parse` refused: "is not JSON: line 12, column 5". A byte order mark is named: no editor shows it at its place. */
export function sayNotJson(text: string): string {
  if (text.startsWith(byteOrderMark)) return 'is not JSON: it begins with a byte order mark, save it as UTF-8 without BOM';
  const offset = findJsonBreak(text);
  if (offset === undefined) return 'is not JSON';
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `is not JSON: line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}

const byteOrderMark = '\uFEFF';

/** What may stand next: a value (in an object with its name), the same or the closing bracket, or what follows a value. */
type Next = 'value' | 'value-or-close' | 'more';

/**
 * The offset of the first thing with which no JSON goes on: the length of the text where only its end is missing. Of a word or an escape that is none it is the beginning, of a number what
 * stands after as much of it as is one. Undefined where the text is JSON. In a loop and not by recursion: lists may nest deeper than the stack goes.
 */
export function findJsonBreak(text: string): number | undefined {
  const closers: string[] = [];
  let next: Next = 'value';
  let at = 0;
  for (;;) {
    at = endOf(space, text, at);
    const closer = closers.at(-1);
    if (next !== 'value' && closer !== undefined && text[at] === closer) {
      closers.pop();
      next = 'more';
      at += 1;
    } else if (next === 'more') {
      if (closer === undefined) return at === text.length ? undefined : at;
      if (text[at] !== ',') return at;
      next = 'value';
      at += 1;
    } else {
      const name = closer === '}' ? readName(text, at) : { end: at, isWhole: true };
      if (!name.isWhole) return name.end;
      const opened = closerOf.get(text[name.end] ?? '');
      const value = opened === undefined ? readScalar(text, name.end) : { end: name.end + 1, isWhole: true };
      if (!value.isWhole) return value.end;
      if (opened !== undefined) closers.push(opened);
      next = opened === undefined ? 'more' : 'value-or-close';
      at = value.end;
    }
  }
}

const closerOf: ReadonlyMap<string, string> = new Map([['[', ']'], ['{', '}']]);

const space = /[\t\n\r ]*/y;
const numberOrWord = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** One class in its loop: alternatives in it would fill the stack of the matcher with a long text. */
// oxlint-disable-next-line no-control-regex
const plainCharacters = /[^"\\\u0000-\u001F]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

/** A part of the text: where it ends, or where it breaks. */
interface Part {
  readonly end: number;
  readonly isWhole: boolean;
}

function readScalar(text: string, start: number): Part {
  if (text[start] === '"') return readString(text, start);
  const end = endOf(numberOrWord, text, start);
  return { end, isWhole: end > start };
}

/** The name of a member, its colon, and the space before its value. */
function readName(text: string, start: number): Part {
  if (text[start] !== '"') return { end: start, isWhole: false };
  const name = readString(text, start);
  if (!name.isWhole) return name;
  const end = endOf(space, text, name.end);
  return text[end] === ':' ? { end: endOf(space, text, end + 1), isWhole: true } : { end, isWhole: false };
}

function readString(text: string, start: number): Part {
  let at = start + 1;
  for (;;) {
    at = endOf(plainCharacters, text, at);
    if (text[at] === '"') return { end: at + 1, isWhole: true };
    const end = endOf(escaped, text, at);
    if (end === at) return { end, isWhole: false };
    at = end;
  }
}

/** Where the match of a sticky pattern at this offset ends; the offset itself where there is none. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
