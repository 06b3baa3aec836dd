import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

/** Where the token could not be read: one sentence for the log and the window. */
export class TokenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TokenError';
  }
}

const groupAndOthers = 0o077;
const root = 0;

/**
 * The token of the local API. On Windows the access list of the home folder guards it.
 *
 * @param userId of this process; undefined on Windows
 * @throws TokenError where the file is missing, empty, open to other users of the machine, or somebody else's: then it is no secret, or not ours.
 */
export function readAgentToken(file: string, userId: number | undefined = process.getuid?.()): string {
  let opened: number | undefined;
  try {
    opened = openSync(file, 'r');
    // Of the file that is open, whatever lies under its name by now.
    if (userId !== undefined) checkSecret(file, fstatSync(opened), userId);
    const token = readFileSync(opened, 'utf8').trim();
    if (token === '') throw new TokenError(`${file} is empty`);
    return token;
  } catch (cause) {
    if (cause instanceof TokenError) throw cause;
    throw new TokenError(`${file} cannot be read`, { cause });
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

function checkSecret(file: string, { mode, uid }: { mode: number; uid: number }, userId: number): void {
  if ((mode & groupAndOthers) !== 0) throw new TokenError(`other users may read ${file}: its mode must be 0600`);
  if (uid !== userId && uid !== root) throw new TokenError(`${file} belongs to another user (${uid})`);
}
