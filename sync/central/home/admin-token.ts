import { randomBytes } from 'node:crypto';
import { readOrMakeSecret } from './secret-file.ts';

/** The bearer token of `/admin/v1`, made at the first start. */
export function readAdminToken(path: string): string {
  return readOrMakeSecret(path, () => `${randomBytes(32).toString('base64url')}\n`).trim();
}
