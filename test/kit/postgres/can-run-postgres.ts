import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { nativeFolder } from './binaries.ts';

/** The account that the server runs under where the tests run as root, which it refuses. */
export const serverUser = 'postgres';

/** Why no PostgreSQL server can be run here, in words; undefined where one can. It changes nothing. */
export function whyNoPostgres(): string | undefined {
  if (nativeFolder() === undefined) return `there is no package of PostgreSQL for ${process.platform} ${process.arch}`;
  if (process.getuid?.() !== 0 || readUser() !== undefined) return undefined;
  if (!isPermitted('/etc/passwd', constants.W_OK)) return `it does not run as root, and no user ${serverUser} can be made: /etc/passwd is not writable`;
  const isThere = (process.env['PATH'] ?? '').split(delimiter).some((folder) => isPermitted(join(folder, 'useradd'), constants.X_OK));
  return isThere ? undefined : `it does not run as root, and there is neither a user ${serverUser} nor useradd to make one`;
}

/** User and group id of the server's account, where there is one. */
export function readUser(): { uid: number; gid: number } | undefined {
  const entry = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':')).find(([name]) => name === serverUser);
  return entry === undefined ? undefined : { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function isPermitted(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
