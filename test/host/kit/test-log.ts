import pino from 'pino';
import type { Logger } from 'pino';

/** A logger whose lines a test can read. */
export function testLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  return { log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }), lines };
}
