import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentProcess } from './agent-process.ts';
import type { Counters } from './counters.ts';
import { createStubbornCaller } from './stubborn-caller.ts';
import type { DriverLog } from './driver-log.ts';
import type { FaultProxy } from './fault-proxy.ts';
import type { OutageSchedule } from './outage-schedule.ts';
import type { KillPoint, PlannedEvent } from './planned-event.ts';
import { runReturn } from './run-return.ts';
import { runSale } from './run-sale.ts';
import type { StubbornCaller } from './stubborn-caller.ts';
import type { RedemptionWish } from './redemption-wish.ts';

/** How the requests begin on the wire. */
const centralCalls = { push: 'POST /till/v1/push', hold: 'POST /till/v1/holds' } as const;
/** The engine tries again after 15 s at the latest. */
const onlinePatienceMs = 20_000;
const onlinePollMs = 100;

/** What one event needs of the driver of its till. */
export interface EventContext {
  till: StubbornCaller;
  outages: OutageSchedule;
  wish: RedemptionWish;
  counters: Counters;
  /** Loses the centre's answer to the next request of this kind, of whatever till */
  loseAnswer(of: 'push' | 'hold'): void;
  /** Waits a while for a till that has not found the centre again after an outage; no longer than until the next one */
  untilOnline(): Promise<void>;
  /** Kills the agent and starts it again, if that is what the plan says for this moment */
  killAt(phase: KillPoint['phase']): Promise<void>;
  /** For `during-…`: what to do when the request has left; undefined where the plan says nothing */
  killOnceSent(phase: KillPoint['phase']): (() => void) | undefined;
}

export interface DriverOptions {
  agent: AgentProcess;
  log: DriverLog;
  outages: OutageSchedule;
  proxy: Pick<FaultProxy, 'cutNext'>;
  wish: RedemptionWish;
  counters: Counters;
  nextCall: () => number;
  /** Called after every event */
  onEvent: (event: PlannedEvent) => void;
  signal: AbortSignal;
}

/** Drives one till through its events, one after another. Tills are driven side by side. */
export async function driveTill(events: readonly PlannedEvent[], options: DriverOptions): Promise<void> {
  const { agent, counters } = options;
  /** The kill that is under way or was the last: resolves when the agent answers again */
  let restarting: Promise<void> | undefined;
  const restartAfter = (delayMs: number): Promise<void> => {
    counters.kills += 1;
    restarting = sleepThenRestart(agent, delayMs);
    // Awaited by whoever notices that the till is silent, and after the event; until then nobody listens.
    restarting.catch(() => undefined);
    return restarting;
  };
  const whenSilent = async (): Promise<void> => {
    await restarting;
    options.signal.throwIfAborted();
    await agent.revive();
  };
  const till = createStubbornCaller(agent, options.log, counters, options.nextCall, whenSilent, options.signal);

  const loseAnswer: EventContext['loseAnswer'] = (of) => options.proxy.cutNext({ when: centralCalls[of], direction: 'from-target', afterBytes: 0 });

  for (const event of events) {
    options.signal.throwIfAborted();
    let kill = event.kill;
    const killAt = async (phase: KillPoint['phase']): Promise<void> => {
      if (kill?.phase !== phase) return;
      kill = undefined;
      await restartAfter(0);
    };
    const killOnceSent = (phase: KillPoint['phase']): (() => void) | undefined => {
      if (kill?.phase !== phase) return undefined;
      const { delayMs } = kill;
      return () => {
        kill = undefined;
        void restartAfter(delayMs);
      };
    };
    const context: EventContext = { till, outages: options.outages, wish: options.wish, counters, loseAnswer, killAt, killOnceSent, untilOnline: () => untilOnline(agent, options) };
    await (event.kind === 'sale' ? runSale(event, context) : runReturn(event, context));
    // A sale that did not redeem after all is killed at its end: the plan's number of kills holds.
    if (kill !== undefined) await restartAfter(0);
    await restarting;
    options.onEvent(event);
  }
}

async function untilOnline(agent: AgentProcess, { outages, signal }: DriverOptions): Promise<void> {
  const deadlineMs = Date.now() + onlinePatienceMs;
  while (!outages.isOutage && Date.now() < deadlineMs && (await agent.status()).mode !== 'online') await sleep(onlinePollMs, undefined, { signal });
}

/** Timers are no finer than a millisecond; a shorter wait is one turn of the event loop. */
async function sleepThenRestart(agent: AgentProcess, delayMs: number): Promise<void> {
  await (delayMs >= 1 ? sleep(delayMs) : new Promise((resolve) => setImmediate(resolve)));
  await agent.killAndRestart();
}
