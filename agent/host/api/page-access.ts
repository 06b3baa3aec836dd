import { createHmac, randomBytes } from 'node:crypto';

/** A link that was not used in this time is worth nothing. */
const linkLifeMs = 10 * 60_000;

/** How a browser without the token is let in: a one-time link, or anybody on this machine (the demo), becomes a cookie. */
export interface PageAccess {
  readonly mode: 'open' | 'link';
  /** The cookie's value: derived from the API token, so that it survives a restart and ends with the token */
  readonly cookieValue: string;
  /** A new one-time code */
  issueCode(): string;
  /** True once for each code that was issued */
  takeCode(code: string): boolean;
}

export function createPageAccess(mode: 'open' | 'link', token: string, nowMs: () => number): PageAccess {
  const codes = new Map<string, number>();
  return {
    mode,
    cookieValue: createHmac('sha256', token).update('page cookie v1').digest('base64url'),
    issueCode: () => {
      const code = randomBytes(32).toString('base64url');
      codes.set(code, nowMs() + linkLifeMs);
      return code;
    },
    takeCode: (code) => {
      const expiresAt = codes.get(code);
      codes.delete(code);
      return expiresAt !== undefined && nowMs() < expiresAt;
    },
  };
}

/** Cookies are shared by all ports of a host; the port in the name keeps two tills on one machine apart. */
export function pageCookieName(port: number): string {
  return `till_page_${port}`;
}
