import { readFileSync, statSync } from 'node:fs';

/** Where the token could not be read: one sentence for the log and the window. */
export class TokenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TokenError';
  }
}

const groupAndOthers = 0o077;

/**
 * The token of the local API.
 * @throws TokenError where the file is missing, empty, or open to other users of the machine: then it is no secret any more.
 */
export function readAgentToken(file: string): string {
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & groupAndOthers) !== 0) throw new TokenError(`other users may read ${file}: its mode must be 0600`);
    const token = readFileSync(file, 'utf8').trim();
    if (token === '') throw new TokenError(`${file} is empty`);
    return token;
  } catch (cause) {
    if (cause instanceof TokenError) throw cause;
    throw new TokenError(`${file} cannot be read`, { cause });
  }
}
