import { checkCode, requestCode } from '../../../usecases/confirm-code.ts';
import { refuse } from '../../../usecases/outcome.ts';
import type { VerifyRequest, VerifyView } from '../../../contract/customer.ts';
import type { Till } from '../../../usecases/till.ts';
import type { Reply } from '../route.ts';

/** Has a code sent to the customer, or gives the one back that they were sent. */
export async function verifyReply(till: Till, accountId: string, { phone, verificationId, code }: VerifyRequest): Promise<Reply<VerifyView>> {
  if (code === undefined && verificationId === undefined) {
    const sent = await requestCode(till, { accountId, ...(phone === undefined ? {} : { phone }) });
    if (!sent.ok) return sent;
    const { ok: _ok, ...body } = sent;
    return { body: { state: 'sent', ...body } };
  }
  if (code === undefined || verificationId === undefined || phone !== undefined) return refuse('bad-request', 'A code is given back with its verificationId and without a telephone.');
  const confirmed = await checkCode(till, { accountId, verificationId, code });
  if (!confirmed.ok) return confirmed;
  const { ok: _ok, ...body } = confirmed;
  return { body: { state: 'confirmed', ...body } };
}
