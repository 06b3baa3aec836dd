import type { Authority, AuthorityStanding, HoldAnswer, HoldRequest, ReturnableAnswer } from '../../agent/ports/authority.ts';
import { protocolVersion } from '../protocol/messages.ts';
import type { CentralCalls } from './central-calls.ts';
import type { Link } from './link.ts';
import { SyncFault } from './sync-fault.ts';

/**
 * Holds at the centre, within a budget that a cashier can bear. While the breaker is not closed, or the till is quarantined, the answer is there at once and nothing
 * was sent; a hold that fails opens the breaker, so that only one customer of an outage waits.
 */
export function createAuthority({ calls, link, signal }: { calls: CentralCalls; link: Link; signal: AbortSignal }): Authority {
  const standing = (): AuthorityStanding => {
    const isQuarantined = link.contact().quarantined;
    return { isReachable: link.isClosed() && !isQuarantined, isQuarantined };
  };
  return {
    standing,
    async hold(request: HoldRequest, budgetMs: number): Promise<HoldAnswer> {
      link.noteActivity();
      if (!standing().isReachable) return { outcome: 'unavailable', ambiguous: false };
      try {
        const { holdId, saleId, accountId, cardNumber, points, holdSeconds } = request;
        const message = { protocol: protocolVersion, holdId, saleId, accountId, cardNumber, points, holdSeconds } as const;
        return await link.run('hold', () => calls.hold(message, budgetMs, signal));
      } catch (fault) {
        // What is no SyncFault is a mistake of ours, and nobody knows whether it came before the request or after the answer.
        return { outcome: 'unavailable', ambiguous: !(fault instanceof SyncFault) || fault.mayHaveArrived };
      }
    },
    async useQr({ keyId, nonce }, saleId, budgetMs) {
      link.noteActivity();
      if (!standing().isReachable) return { outcome: 'unavailable' };
      try {
        return await link.run('qr', () => calls.useQr({ protocol: protocolVersion, keyId, nonce, saleId }, budgetMs, signal));
      } catch (fault) {
        if (fault instanceof SyncFault) return { outcome: 'unavailable' };
        throw fault;
      }
    },
    async returnable(saleId: string, budgetMs: number): Promise<ReturnableAnswer> {
      link.noteActivity();
      if (!standing().isReachable) return { outcome: 'unavailable' };
      try {
        return await link.run('returnable', () => calls.returnable(saleId, budgetMs, signal));
      } catch (fault) {
        if (fault instanceof SyncFault) return { outcome: 'unavailable' };
        throw fault;
      }
    },
  };
}
