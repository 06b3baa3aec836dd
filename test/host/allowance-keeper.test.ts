import { Subject } from 'rxjs';
import { expect, it, vi } from 'vitest';
import { startAllowanceKeeper } from '../../agent/host/allowance-keeper.ts';
import { testLog } from './kit/test-log.ts';

it('allowances are looked at at the start, after news of accounts and from time to time, a few at a time until none is due; a full disk is no end of it', async () => {
  const { log, lines } = testLog();
  const changes = new Subject<unknown>();
  const due: (number | Error)[] = [20, 3, 0];
  const looked: number[] = [];
  const stop = startAllowanceKeeper({
    returnDue: (most) => {
      looked.push(most);
      const next = due.shift() ?? 0;
      if (next instanceof Error) throw next;
      return next;
    },
    changes, log, everyMs: 60_000,
  });
  try {
    await vi.waitUntil(() => looked.length === 3);
    due.push(new Error('disk full'));
    changes.next(undefined);
    await vi.waitUntil(() => lines.some((line) => line.includes('disk full')));
    due.push(1, 0);
    changes.next(undefined);
    await vi.waitUntil(() => looked.length === 6);
  } finally {
    stop();
  }
  expect(new Set(looked)).toEqual(new Set([20]));
});
