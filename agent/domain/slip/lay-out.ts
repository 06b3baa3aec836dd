import { unreachable } from '../unreachable.ts';
import { fillPlaces } from './placed-text.ts';
import type { SlipLanguage } from './plural.ts';
import type { RowLine, SlipLine, SlipTemplate } from './slip-template.ts';
import type { Printed, SlipData, SlipRow } from './slip-vocabulary.ts';
import { lengthOf, wrap } from './wrap.ts';

/** One line of paper, at most as wide as it; or a QR code of a value, in the middle. */
export type LaidLine =
  | { readonly kind: 'text'; readonly text: string; readonly bold: boolean }
  | { readonly kind: 'qr'; readonly value: string };

export interface Paper {
  readonly language: SlipLanguage;
  /** Columns */
  readonly width: number;
  /** Makes a text printable on it, one column for each character that comes out */
  readonly fit: (text: string) => string;
}

interface Separating {
  readonly kind: 'rule' | 'blank';
}
type Finder = (name: string) => Printed | undefined;

/** The slip, line by line. Every line whose values are there is on it, whole. */
export function layOut(template: SlipTemplate, data: SlipData, paper: Paper): LaidLine[] {
  return separated(template.flatMap((line) => layLine(line, data, paper)), paper);
}

function layLine(line: SlipLine, data: SlipData, paper: Paper): (LaidLine | Separating)[] {
  if (line.kind !== 'each' && !isWanted(line, data)) return [];
  const values: Finder = (name) => data.values[name as keyof SlipData['values']];
  switch (line.kind) {
    case 'text':
    case 'pair':
      return layRow(line, values, paper);
    case 'rule':
    case 'blank':
      return [{ kind: line.kind }];
    case 'qr': {
      const value = values(line.value);
      return value === undefined ? [] : [{ kind: 'qr', value: value.text }];
    }
    case 'each':
      return rowsOf(data, line.of).flatMap((row) => line.lines.filter((part) => isWanted(part, data)).flatMap((part) => layRow(part, (name) => row[name as keyof SlipRow] ?? values(name), paper)));
    default:
      return unreachable(line);
  }
}

function isWanted({ if: wanted, unless }: { readonly if?: string; readonly unless?: string }, data: SlipData): boolean {
  return (wanted === undefined || isThere(data, wanted)) && (unless === undefined || !isThere(data, unless));
}

function isThere(data: SlipData, name: string): boolean {
  return data.values[name as keyof SlipData['values']] !== undefined || rowsOf(data, name).length > 0;
}

function rowsOf({ lists }: SlipData, name: string): readonly SlipRow[] {
  return lists[name as keyof SlipData['lists']] ?? [];
}

function layRow(line: RowLine, find: Finder, { language, width, fit }: Paper): LaidLine[] {
  const bold = line.bold === true;
  const written = (text: string): LaidLine => ({ kind: 'text', text: text.replaceAll('\u00a0', ' '), bold });
  const filled = (text: string): string | undefined => {
    const whole = fillPlaces(text, language, find);
    return whole === undefined ? undefined : fit(whole);
  };
  if (line.kind === 'text') {
    const text = filled(line.text);
    return text === undefined ? [] : wrap(text, width).map((part) => written(aligned(part, line.align ?? 'left', width)));
  }
  const left = filled(line.left);
  const right = filled(line.right);
  return left === undefined || right === undefined ? [] : pairLines(left, right, width).map(written);
}

/** The amount stands at the right edge, beside the last words on its left where there is room, else below them. */
function pairLines(left: string, right: string, width: number): string[] {
  const lines = wrap(left, width);
  const amounts = wrap(right, width);
  const [last = '', amount = ''] = [lines.at(-1), amounts[0]];
  const room = width - lengthOf(last) - lengthOf(amount);
  const rest = amounts.slice(1).map((part) => aligned(part, 'right', width));
  if (room < 1) return [...lines, aligned(amount, 'right', width), ...rest];
  return [...lines.slice(0, -1), last + ' '.repeat(room) + amount, ...rest];
}

function aligned(text: string, align: 'left' | 'center' | 'right', width: number): string {
  const room = width - lengthOf(text);
  switch (align) {
    case 'left': return text;
    case 'center': return ' '.repeat(Math.floor(room / 2)) + text;
    case 'right': return ' '.repeat(room) + text;
    default: return unreachable(align);
  }
}

function isSeparating(line: LaidLine | Separating): line is Separating {
  return line.kind === 'rule' || line.kind === 'blank';
}

/** What separates nothing is dropped: at either end, and all but the strongest of several in a row. */
function separated(lines: readonly (LaidLine | Separating)[], { width }: Paper): LaidLine[] {
  const kept: LaidLine[] = [];
  let pending: Separating | undefined;
  for (const line of lines) {
    if (isSeparating(line)) {
      pending = pending?.kind === 'rule' ? pending : line;
      continue;
    }
    if (pending !== undefined && kept.length > 0) kept.push({ kind: 'text', text: pending.kind === 'rule' ? '-'.repeat(width) : '', bold: false });
    pending = undefined;
    kept.push(line);
  }
  return kept;
}
