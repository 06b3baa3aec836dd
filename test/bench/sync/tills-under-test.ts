import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CentralUnderTest } from './central-under-test.ts';
import type { TillsReply, TillsRequest } from './tills-process.ts';

/** Several tills in one process of their own. */
export interface TillsUnderTest {
  readonly count: number;
  prepare(central: CentralUnderTest): Promise<TillsReply>;
  /** Fills their journals with what they sell in one outage; the first is 0. */
  sell(outage: number): Promise<TillsReply>;
  drain(): Promise<TillsReply>;
  close(): Promise<void>;
}

/** @param outages how many operations all tills together have in each */
export function startTills(folder: string, { accounts, tills, outages }: { accounts: number; tills: number; outages: readonly number[] }): TillsUnderTest {
  const program = fileURLToPath(new URL('./tills-process.ts', import.meta.url));
  const child = fork(program, [folder, accounts, tills, ...outages].map(String), { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const ask = async (request: TillsRequest): Promise<TillsReply> => {
    const answered = once(child, 'message');
    child.send(request);
    const [reply] = (await Promise.race([answered, exited])) as [TillsReply | number | null];
    if (reply === null || typeof reply === 'number') throw new Error(`the tills ended with ${reply}`);
    return reply;
  };
  return {
    count: tills,
    prepare: async (central) => {
      const codes: string[] = [];
      for (let index = 1; index <= tills; index += 1) codes.push(await central.enrolmentCode(`till-${index}`));
      return await ask({ type: 'prepare', centralUrl: central.url, codes });
    },
    sell: (outage) => ask({ type: 'sell', outage }),
    drain: () => ask({ type: 'drain' }),
    close: async () => {
      if (child.connected) child.send({ type: 'leave' } satisfies TillsRequest);
      await exited;
    },
  };
}
