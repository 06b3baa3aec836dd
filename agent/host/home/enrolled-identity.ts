import { enrol, EnrolError } from '../../../sync/engine/enrol.ts';
import { StartError } from '../start-error.ts';
import { readIdentity, writeIdentity } from './identity.ts';
import type { TillIdentity } from './identity.ts';

export interface EnrolmentOptions {
  readonly identityFile: string;
  readonly publicKeyDerBase64: string;
  /** Where the centre is; needed for the first start, later it replaces the stored one */
  readonly centralUrl?: string;
  /** The TLS key of the centre, `pin-pattern.ts`; remembered, and later it replaces the stored one */
  readonly centralPin?: string;
  /** One-time code, needed for the first start only */
  readonly enrolmentCode?: string;
}

/** The till's identity: stored, or got from the centre against a one-time code at the first start. */
export async function enrolledIdentity(options: EnrolmentOptions): Promise<TillIdentity> {
  const stored = readIdentity(options.identityFile);
  if (stored !== undefined) return moved(stored, options);
  const { centralUrl, centralPin, enrolmentCode } = options;
  if (centralUrl === undefined || enrolmentCode === undefined) {
    throw new StartError('not-enrolled', 'this till is not enrolled: start it once with the address of the centre and an enrolment code');
  }
  try {
    const pinned = withPin(centralUrl, centralPin);
    const answer = await enrol({ ...pinned, code: enrolmentCode, publicKeyDerBase64: options.publicKeyDerBase64 });
    const { tillId, tillName, storeId, token, rootPublicKey, keyId } = answer;
    const identity: TillIdentity = { tillId, tillName, storeId, token, ...pinned, rootPublicKey, keyId };
    writeIdentity(options.identityFile, identity);
    return identity;
  } catch (error) {
    if (error instanceof EnrolError) throw new StartError('enrolment-failed', `the till could not be enrolled: ${error.message}`, error);
    throw error;
  }
}

/** A centre may move to another address; it stays the same centre, because its root key does. */
function moved(stored: TillIdentity, options: EnrolmentOptions): TillIdentity {
  const { centralUrl = stored.centralUrl, centralPin = stored.centralPin } = options;
  const pinned = withPin(centralUrl, centralPin);
  if (centralUrl === stored.centralUrl && centralPin === stored.centralPin) return stored;
  const identity = { ...stored, ...pinned };
  writeIdentity(options.identityFile, identity);
  return identity;
}

/** A pin that cannot be asked for would be a promise that nobody keeps. */
function withPin(centralUrl: string, centralPin: string | undefined): { centralUrl: string; centralPin?: string } {
  if (centralPin === undefined) return { centralUrl };
  if (new URL(centralUrl).protocol !== 'https:') throw new StartError('centre-not-https', `the certificate of the centre is pinned, but ${centralUrl} is not https`);
  return { centralUrl, centralPin };
}
