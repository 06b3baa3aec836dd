import { createHash } from 'node:crypto';
import { fingerprintLength, parseEnrolmentCode } from '../protocol/enrolment-code.ts';
import { EnrolAnswer, protocolVersion } from '../protocol/messages.ts';
import { createHttpClient } from './http-client.ts';
import { answerReader } from './read-answer.ts';
import { SyncFault } from './sync-fault.ts';

/**
 *   code-malformed        this is no enrolment code; nothing was sent
 *   code-refused          the centre does not take it: unknown, used or expired
 *   root-key-mismatch     whoever answered is not the centre that made the code; its answer is thrown away
 *   unreachable, failing  no connection; no sensible answer. The code may be used up when the answer was lost
 */
export type EnrolErrorCode = 'code-malformed' | 'code-refused' | 'root-key-mismatch' | 'unreachable' | 'failing';

export class EnrolError extends Error {
  override readonly name = 'EnrolError';
  readonly code: EnrolErrorCode;
  constructor(code: EnrolErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export interface EnrolOptions {
  centralUrl: string;
  /** `pin-pattern.ts` */
  centralPin?: string;
  /** The one-time code as it was typed or pasted */
  code: string;
  /** Ed25519 public key of the till, SPKI DER in base64 */
  publicKeyDerBase64: string;
}

const enrolTimeoutMs = 10_000;
const readEnrolAnswer = answerReader(EnrolAnswer);

/** Turns a one-time code into an identity. @throws EnrolError; TypeError for a URL that is none */
export async function enrol({ centralUrl, centralPin, code, publicKeyDerBase64 }: EnrolOptions): Promise<EnrolAnswer> {
  const parsed = parseEnrolmentCode(code);
  if (parsed === undefined) throw new EnrolError('code-malformed', 'this is no enrolment code');
  const http = createHttpClient({ centralUrl, connectTimeoutMs: enrolTimeoutMs, ...(centralPin === undefined ? {} : { pin: centralPin }) });
  try {
    const body = JSON.stringify({ protocol: protocolVersion, code, publicKey: publicKeyDerBase64 });
    const signal = new AbortController().signal;
    const answer = readEnrolAnswer(await http.call({ method: 'POST', path: '/till/v1/enrol', body, timeoutMs: enrolTimeoutMs, signal }));
    if (fingerprintOf(answer.rootPublicKey) !== parsed.fingerprint) {
      throw new EnrolError('root-key-mismatch', "the answer does not come from the centre that made this code: its root key has another fingerprint");
    }
    return answer;
  } catch (fault) {
    throw fault instanceof SyncFault ? asEnrolError(fault) : fault;
  } finally {
    http.close();
  }
}

function fingerprintOf(publicKeyDerBase64: string): string {
  return createHash('sha256').update(Buffer.from(publicKeyDerBase64, 'base64')).digest('hex').slice(0, fingerprintLength);
}

function asEnrolError(fault: SyncFault): EnrolError {
  if (fault.kind === 'refused' || fault.kind === 'problem') {
    return new EnrolError('code-refused', fault.problem?.detail ?? fault.message, fault);
  }
  return new EnrolError(fault.kind === 'unreachable' ? 'unreachable' : 'failing', fault.message, fault);
}
