import { readFileSync } from 'node:fs';
import { sayNotJson } from '../domain/validation/json-break.ts';
import { CliFailure } from './cli-failure.ts';

/** The bytes of a file that a user named. */
export function readFileOfUser(what: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new CliFailure('file-missing', `the ${what} ${path} does not exist`, 2, { place: { file: path, path: '', detail: 'does not exist' } });
    if (code === 'EISDIR') throw new CliFailure('file-is-folder', `the ${what} ${path} is a folder`, 2, { place: { file: path, path: '', detail: 'is a folder' } });
    throw error;
  }
}

/** A JSON file that a user named. */
export function readJsonOfUser(what: string, path: string): unknown {
  const text = readFileOfUser(what, path).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    const detail = sayNotJson(text);
    throw new CliFailure('bad-json', `the ${what} ${path} ${detail}`, 2, { place: { file: path, path: '', detail } });
  }
}
