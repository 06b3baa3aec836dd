import { pino } from 'pino';
import { maskNumbers } from './mask.ts';
import { maskValues } from './mask-values.ts';
import type { LogLevel, LogLine } from '../../contract/diagnostics.ts';

/** The last lines of the log, in memory, for technicians. */
export interface LogBook {
  /** One line of JSON, as pino writes it */
  write(line: string): void;
  /** Newest first, of this level and above */
  lines(least: LogLevel, limit: number): LogLine[];
}

const kept = 2_000;
/** A stack that is longer says nothing more */
const longestFields = 4_000;

export function createLogBook(): LogBook {
  const book: LogLine[] = [];
  let nextId = 1;
  return {
    write(text) {
      const line = readLine(text, nextId);
      if (line === undefined) return;
      nextId += 1;
      book.push(line);
      if (book.length > kept) book.shift();
    },
    lines(least, limit) {
      const found: LogLine[] = [];
      for (let index = book.length - 1; index >= 0 && found.length < limit; index -= 1) {
        const line = book[index];
        if (line !== undefined && severity(line.level) >= severity(least)) found.push(line);
      }
      return found;
    },
  };
}

export function severity(level: LogLevel): number {
  return level === 'silent' ? Number.POSITIVE_INFINITY : pino.levels.values[level] ?? 0;
}

function readLine(text: string, id: number): LogLine | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null) return undefined;
  const { level, time, name: _, msg, ...fields } = read as Record<string, unknown>;
  const rest = Object.keys(fields).length === 0 ? undefined : JSON.stringify(maskValues(fields)).slice(0, longestFields);
  return { id, atMs: Number(time), level: levelOf(Number(level)), message: maskNumbers(typeof msg === 'string' ? msg : ''), ...(rest === undefined ? {} : { fields: rest }) };
}

function levelOf(value: number): LogLevel {
  return (pino.levels.labels[value] ?? 'info') as LogLevel;
}
