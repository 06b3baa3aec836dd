import type { Directory } from '../../agent/ports/directory.ts';
import type { CentralCalls } from './central-calls.ts';
import type { Link } from './link.ts';

/** Asks the centre about persons, within a wait that a cashier can bear. While the breaker is not closed the answer is there at once and nothing was sent. */
export function createDirectory({ calls, link, signal }: { calls: CentralCalls; link: Link; signal: AbortSignal }): Directory {
  const ask = async <Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> => {
    link.noteActivity();
    if (!link.isClosed()) return undefined;
    try {
      return await link.run('directory', call);
    } catch {
      // The link keeps what was wrong; for the cashier the centre did not answer.
      return undefined;
    }
  };
  return {
    findByPhone: async (phone, budgetMs) => (await ask(async () => await calls.findByPhone({ phone }, budgetMs, signal)))?.customers,
    requestCode: async (request, budgetMs) => await ask(async () => await calls.requestCode(request, budgetMs, signal)),
    checkCode: async ({ verificationId, ...message }, budgetMs) => await ask(async () => await calls.checkCode(verificationId, message, budgetMs, signal)),
  };
}
