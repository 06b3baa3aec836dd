import { pino, type Logger } from 'pino';
import { CliFailure } from './cli-failure.ts';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Logs go to stderr: JSON for machines, short lines on a terminal. `TILL_LOG` sets the level. @param also gets each line as JSON */
export function openLog(name: string, also?: (line: string) => void): Logger {
  const level = process.env['TILL_LOG'] ?? 'info';
  if (!levels.includes(level)) throw new CliFailure('bad-log-level', `TILL_LOG is "${level}"; it may be ${levels.join(', ')}`);
  // Written at once: the last lines before a crash are the ones that somebody will look for.
  const write = process.stderr.isTTY ? writeShort : writeJson;
  return pino({ name, level, base: { name } }, {
    write: (line: string) => {
      write(line);
      also?.(line);
    },
  });
}

function writeJson(line: string): void {
  process.stderr.write(line);
}

function writeShort(line: string): void {
  const { level, time, name, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const levelName = pino.levels.labels[Number(level)] ?? String(level);
  const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  process.stderr.write(`${new Date(Number(time)).toISOString().slice(11, 23)} ${levelName} ${String(name)}: ${String(msg)}${rest.join('')}\n`);
}
