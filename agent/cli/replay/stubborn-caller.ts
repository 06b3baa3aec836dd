import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../contract/problem.ts';
import type { ReturnView, SaleView } from '../../contract/sale.ts';
import { CliFailure } from '../cli-failure.ts';
import type { AgentProcess } from './agent-process.ts';
import type { Counters } from './counters.ts';
import type { AnsweredReturn, AnsweredSale, DriverLog } from './driver-log.ts';

export interface TillCall {
  method: 'PUT' | 'POST' | 'DELETE';
  path: string;
  body?: unknown;
  idempotencyKey?: string;
  /** Called once, when the first attempt's last byte has left */
  onSent?: () => void;
}

export interface TillAnswer {
  status: number;
  /** A sale or a return where the status is 200, else a problem */
  body: unknown;
  tookMs: number;
}

/** Calls a till until it answers, always with the same words, and writes every request and answer to the driver's log. */
export interface StubbornCaller {
  call(call: TillCall): Promise<TillAnswer>;
}

const mostAttempts = 200;
const pauseMs = 50;
/** An agent that has just been started may say so for a moment. */
const notReadyCode = 'not-ready';

/**
 * @param whenSilent brings the till back where the driver itself killed it, and waits for that
 * @param signal ends the attempts: `call` throws then
 */
export function createStubbornCaller(agent: AgentProcess, log: DriverLog, counters: Counters, nextCall: () => number, whenSilent: () => Promise<void>, signal: AbortSignal): StubbornCaller {
  return {
    async call({ method, path, body, idempotencyKey, onSent }) {
      const call = nextCall();
      const text = body === undefined ? undefined : JSON.stringify(body);
      const bodySha256 = text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
      for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
        await log.append({
          type: 'request', call, attempt, till: agent.till, method, path,
          ...(idempotencyKey === undefined ? {} : { key: idempotencyKey }),
          ...(bodySha256 === undefined ? {} : { bodySha256 }),
        });
        const answer = await agent.call({
          method, path,
          ...(text === undefined ? {} : { body: text }),
          ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
          ...(attempt > 1 || onSent === undefined ? {} : { onSent }),
        });
        if (answer.answered) {
          await log.append({ type: 'answer', call, attempt, status: answer.status, ...digest(path, answer.status, answer.body) });
          if (answer.status !== 503 || (answer.body as Problem).code !== notReadyCode) return answer;
        } else {
          await log.append({ type: 'unanswered', call, attempt, reason: answer.reason });
          counters.resentCalls += 1;
          await whenSilent();
        }
        await sleep(attempt === 1 ? 0 : pauseMs, undefined, { signal });
      }
      throw new CliFailure('till-silent', `till ${agent.till + 1} has not answered ${method} ${path} in ${mostAttempts} attempts`, 1);
    },
  };
}

/** Of an answer, what the oracle needs: whole baskets would make the log larger than the databases. */
function digest(path: string, status: number, body: unknown): { code?: string; sale?: AnsweredSale; return?: AnsweredReturn } {
  if (status !== 200) return { code: (body as Problem).code };
  if (path.startsWith('/v1/returns/')) {
    const { returnId, saleId, state, quoted, operation } = body as ReturnView;
    const { refundMinor, pointsGivenBack, pointsTakenBack, pointsShortfall = 0, lots = [] } = quoted;
    const pendingTakenBack = sumOf(lots.filter(({ bucket }) => bucket === 'pending').map(({ points }) => -points));
    return {
      return: {
        returnId, saleId, state, refundMinor, pointsGivenBack, pointsTakenBack, pointsShortfall,
        ...(pendingTakenBack === 0 ? {} : { pendingTakenBack }), ...(operation === undefined ? {} : { operation }),
      },
    };
  }
  const { saleId, state, priced, customer, operation } = body as SaleView;
  const pointsPending = sumOf((priced.accruals ?? []).filter(({ availableOn }) => availableOn !== undefined).map(({ points }) => points));
  return {
    sale: {
      saleId, state,
      ...(customer?.status === 'known' ? { accountId: customer.accountId } : {}),
      discountMinor: priced.discountMinor, payableMinor: priced.payableMinor, pointsEarned: priced.pointsEarned, pointsSpent: priced.pointsSpent,
      ...(pointsPending === 0 ? {} : { pointsPending }),
      ...(operation === undefined ? {} : { operation }),
    },
  };
}

function sumOf(points: readonly number[]): number {
  return points.reduce((sum, each) => sum + each, 0);
}
