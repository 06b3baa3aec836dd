import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createInterface } from 'node:readline';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { hasDisplay } from '../../../agent/desktop/find-runtime.ts';

export interface Display {
  /** What a program needs in its environment to show a window there */
  environment: Record<string, string>;
  close(): void;
}

/** The display of this session, else one of our own by Xvfb, else why there is none. */
export async function openDisplay(): Promise<Display | { reason: string }> {
  if (hasDisplay()) return { environment: {}, close: () => undefined };
  const xvfb = findProgram('Xvfb');
  if (xvfb === undefined) return { reason: 'there is no display, and no Xvfb to make one' };
  // It chooses a free number by itself and writes it to descriptor 3 once it is ready.
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1280x960x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await Promise.race([firstLine(child), once(child, 'exit').then(() => undefined), once(child, 'error').then(() => undefined)]);
  if (number === undefined) return { reason: 'Xvfb is there but could not start' };
  return { environment: { DISPLAY: `:${number}` }, close: () => void child.kill() };
}

async function firstLine(child: ChildProcess): Promise<string | undefined> {
  for await (const line of createInterface(child.stdio[3] as Readable)) return line.trim();
  return undefined;
}

function findProgram(name: string): string | undefined {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
