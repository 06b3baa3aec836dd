import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliFailure } from '../../agent/cli/cli-failure.ts';
import { sayNotJson } from '../../agent/domain/validation/json-break.ts';
import { UnreadFile } from './suite.ts';

/** The cases of all `.json` files of the folder, each file a list, or an `UnreadFile`; undefined where there is no such folder, or no such file in it. */
export function readCases(folder: string): unknown[] | undefined {
  if (!existsSync(folder)) return undefined;
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json')).toSorted();
  } catch {
    throw new CliFailure('no-folder', `${folder} is no folder that can be read`);
  }
  if (names.length === 0) return undefined;
  return names.flatMap((name) => {
    const content = readJson(join(folder, name));
    if (content instanceof UnreadFile) return content;
    return Array.isArray(content) ? (content as unknown[]) : new UnreadFile(join(folder, name), 'It is no list of cases.');
  });
}

/** What the file says, or why it says nothing: one file that is broken does not keep the others from being read. */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return new UnreadFile(file, `It cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    return new UnreadFile(file, `It ${sayNotJson(text)}.`);
  }
}
