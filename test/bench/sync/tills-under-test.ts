import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CentralUnderTest } from './central-under-test.ts';
import type { TillsReply, TillsRequest } from './tills-process.ts';

/** Several tills in one process of their own. */
export interface TillsUnderTest {
  readonly count: number;
  prepare(central: CentralUnderTest): Promise<TillsReply>;
  drain(): Promise<TillsReply>;
  close(): Promise<void>;
}

export function startTills(folder: string, { accounts, tills, operations }: { accounts: number; tills: number; operations: number }): TillsUnderTest {
  const program = fileURLToPath(new URL('./tills-process.ts', import.meta.url));
  const child = fork(program, [folder, accounts, tills, operations].map(String), { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
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
    drain: () => ask({ type: 'drain' }),
    close: async () => {
      if (child.connected) child.send({ type: 'leave' } satisfies TillsRequest);
      await exited;
    },
  };
}
