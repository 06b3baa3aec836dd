import { randomBytes } from 'node:crypto';
import { readFileIfThere, writePrivateFile } from './private-file.ts';

/** A bearer token of the local API: made at the first start, then read from its file. It never leaves the machine. */
export function readApiToken(path: string): string {
  const known = readFileIfThere(path)?.trim();
  if (known !== undefined && known.length >= 32) return known;
  const token = randomBytes(32).toString('base64url');
  writePrivateFile(path, `${token}\n`);
  return token;
}
