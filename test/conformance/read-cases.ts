import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliFailure } from '../../agent/cli/cli-failure.ts';

/** The cases of all `.json` files of the folder, each file a list; undefined where there is no such folder, or no such file in it. */
export function readCases(folder: string): unknown[] | undefined {
  if (!existsSync(folder)) return undefined;
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.json')).toSorted();
  } catch {
    throw new CliFailure('no-folder', `${folder} is no folder that can be read`);
  }
  if (names.length === 0) return undefined;
  return names.flatMap((name) => readList(join(folder, name)));
}

function readList(file: string): unknown[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new CliFailure('not-json', `${file} cannot be read as JSON`, 2, { cause: error });
  }
  if (!Array.isArray(content)) throw new CliFailure('not-a-list', `${file} is no list of cases`);
  return content as unknown[];
}
