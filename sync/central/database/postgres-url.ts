import { CentralStartError } from '../central-start-error.ts';

/**
 * Checks the URL's form.
 * @returns where it leads, in words that may be logged: without the password and without parameters
 * @throws CentralStartError `database-url-wrong`
 */
export function readPostgresUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['postgres:', 'postgresql:'].includes(parsed.protocol)) {
    // the text itself is not repeated: it may have a password in it
    throw new CentralStartError('database-url-wrong', 'The database must be given as postgres://user@host:port/database');
  }
  const host = parsed.searchParams.get('host') ?? parsed.hostname;
  return `${host === '' ? 'localhost' : host}${parsed.port === '' ? '' : `:${parsed.port}`}${parsed.pathname}`;
}
