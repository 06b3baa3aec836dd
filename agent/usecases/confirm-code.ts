import { normalisePhone } from '../domain/customer/phone.ts';
import type { CustomerProof } from '../domain/operations/operation.ts';
import { notReady, refuse, type Refusal } from './outcome.ts';
import type { Till } from './till.ts';

/** A customer gave back the code that was sent to them: so long it counts at this till, longer than any checkout. */
export interface Proven {
  readonly verificationId: string;
  readonly untilMs: number;
}

const provenForMs = 15 * 60_000;

export type RequestCodeCode = 'not-ready' | 'phone-malformed' | 'phone-never-confirmed' | 'customer-unknown' | 'phone-missing' | 'too-many-codes' | 'centre-unreachable';
export type CheckCodeCode = 'code-wrong' | 'code-expired' | 'verification-unknown' | 'centre-unreachable';

export interface CodeSent { readonly ok: true; readonly verificationId: string; readonly codeDigits: number; readonly expiresAtMs: number; readonly phoneEnding: string }
export interface CodeConfirmed { readonly ok: true; readonly accountId: string; readonly verificationId: string; readonly provenUntilMs: number }

const requestRefusals = {
  'account-unknown': { code: 'customer-unknown', detail: 'The centre does not know this customer yet. Wait until this till has sent what it journalled, and try again.' },
  'phone-missing': { code: 'phone-missing', detail: 'The customer has no telephone number. Name one, or enter it in their questionnaire.' },
  'too-many-codes': { code: 'too-many-codes', detail: 'Too many codes were sent. Wait before the next one.' },
  'never-confirmed': { code: 'phone-never-confirmed', detail: 'The programme confirms no telephones.' },
} as const;

/** Has the centre send a code to the customer's telephone. Only online: nobody else can send it. */
export async function requestCode(till: Till, { accountId, phone }: { readonly accountId: string; readonly phone?: string }): Promise<CodeSent | Refusal<RequestCodeCode>> {
  const bundle = till.activeBundle()?.bundle;
  if (bundle === undefined) return notReady();
  if ((bundle.phoneConfirmation?.when ?? 'never') === 'never') return refuse('phone-never-confirmed', requestRefusals['never-confirmed'].detail);
  const number = phone === undefined ? undefined : normalisePhone(phone);
  if (phone !== undefined && number === undefined) return { ...refuse('phone-malformed', 'This is no telephone number.'), path: '/phone' };
  const verificationId = till.ids.next();
  const answer = await till.directory.requestCode({ verificationId, accountId, ...(number === undefined ? {} : { phone: number }) }, till.budgets.codeMs);
  if (answer === undefined) return unreached();
  if (answer.outcome === 'refused') {
    const { code, detail } = requestRefusals[answer.reason];
    return refuse(code, detail, answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs });
  }
  const { codeDigits, expiresAtMs, phoneEnding } = answer;
  return { ok: true, verificationId, codeDigits, expiresAtMs, phoneEnding };
}

const checkRefusals = {
  'code-wrong': 'This is not the code that was sent.',
  'code-expired': 'This code is good no more. Have another one sent.',
  'verification-unknown': 'No such code was sent to this customer. Have one sent.',
} as const;

/** The customer has given the code back: the centre knows the telephone as theirs, and this till knows for a while that they are themselves. */
export async function checkCode(till: Till, request: { readonly accountId: string; readonly verificationId: string; readonly code: string }): Promise<CodeConfirmed | Refusal<CheckCodeCode>> {
  const { accountId, verificationId } = request;
  const answer = await till.directory.checkCode(request, till.budgets.codeMs);
  if (answer === undefined) return unreached();
  if (answer.outcome === 'refused') {
    const { reason, triesLeft } = answer;
    return { ...refuse(reason, checkRefusals[reason], triesLeft === undefined ? {} : { triesLeft }), path: '/code' };
  }
  const provenUntilMs = till.clock.now().atMs + provenForMs;
  till.proofs.set(accountId, { verificationId, untilMs: provenUntilMs });
  return { ok: true, accountId, verificationId, provenUntilMs };
}

/** What a sale of this account records of it now; undefined where no code was given back of late. */
export function proofOf(till: Pick<Till, 'proofs' | 'clock'>, accountId: string): CustomerProof | undefined {
  const proven = till.proofs.get(accountId);
  if (proven === undefined) return undefined;
  if (proven.untilMs > till.clock.now().atMs) return { by: 'code', verificationId: proven.verificationId };
  till.proofs.delete(accountId);
  return undefined;
}

function unreached(): Refusal<'centre-unreachable'> {
  return refuse('centre-unreachable', 'The centre is out of reach, so no code can be sent or checked. The telephone is confirmed at a later visit.');
}
