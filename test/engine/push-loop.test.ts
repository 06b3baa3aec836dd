import { describe, expect, it } from 'vitest';
import { genesisHash } from '../../agent/domain/operations/operation.ts';
import type { CentralCalls } from '../../sync/engine/central-calls.ts';
import { createLink } from '../../sync/engine/link.ts';
import { createPushLoop } from '../../sync/engine/push-loop.ts';
import { SyncFault } from '../../sync/engine/sync-fault.ts';
import { defaultTiming } from '../../sync/engine/sync-timing.ts';
import type { PushBatch } from '../../sync/protocol/push-lines.ts';
import { createFakeJournal } from './fake-journal.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A push loop over a journal of these payloads, with a centre that has nothing and takes everything, unless a fault is put in its way. */
const openLoop = (payloads: readonly string[]) => {
  const journal = createFakeJournal('j');
  for (const payload of payloads) journal.append(1, payload);
  const asked: string[] = [];
  const batches: number[] = [];
  const faults: SyncFault[] = [];
  let seq = 0;
  let restored = 0;
  const position = () => ({ seq, hash: journal.hashAt(seq) ?? genesisHash });
  const calls = {
    position: () => {
      asked.push('position');
      return Promise.resolve({ epoch: 'e', ...position() });
    },
    push: ({ operations }: PushBatch) => {
      asked.push('push');
      const fault = faults.shift();
      if (fault !== undefined) return Promise.reject(fault);
      if ((operations[0]?.seq ?? 0) > seq + 1) return Promise.resolve({ type: 'gap' as const, expectedSeq: seq + 1 });
      batches.push(operations.length);
      seq = operations.at(-1)?.seq ?? seq;
      const verdicts = operations.map((operation) => ({ seq: operation.seq, verdict: 'applied' as const }));
      return Promise.resolve({ type: 'pushed' as const, answer: { epoch: 'e', position: position(), verdicts } });
    },
  } as Partial<CentralCalls> as CentralCalls;
  const { signal } = new AbortController();
  const link = createLink({ timing: { ...defaultTiming, backoffMinMs: 1, backoffMaxMs: 2 }, random: () => 0, now: () => 0, log });
  const push = createPushLoop({ outbox: journal, calls, link, log, signal, sign: () => 's', onSettled: () => undefined, onCentreRestored: () => {
    restored += 1;
  }, onEpoch: () => undefined });
  const restoreTo = (earlierSeq: number): void => {
    seq = earlierSeq;
  };
  return { push, journal, link, asked, batches, faults, restoreTo, restored: () => restored };
};
const turns = async (loop: ReturnType<typeof openLoop>, count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await loop.push.turn().catch(() => undefined);
};

describe('the push loop', () => {
  it('asks where the centre stands after a push whose end it does not know', async () => {
    const loop = openLoop(['1', '2']);
    loop.faults.push(new SyncFault('failing', 'lost', { mayHaveArrived: true }));
    await turns(loop, 4);
    expect(loop.asked).toEqual(['position', 'push', 'position', 'push']);
  });

  it('asks where the centre stands in each new period of contact', async () => {
    const loop = openLoop(['1']);
    await turns(loop, 2);
    const stop = new AbortController();
    const probing = loop.link.keepProbing(() => Promise.resolve(), stop.signal);
    await loop.link.run('pull', () => Promise.reject(new SyncFault('failing', 'late', { mayHaveArrived: true }))).catch(() => undefined);
    await loop.link.whenClosed(stop.signal);
    stop.abort();
    await probing;
    await turns(loop, 1);
    expect(loop.asked).toEqual(['position', 'push', 'position']);
  });

  it.each([
    { title: 'position', learn: (loop: ReturnType<typeof openLoop>) => loop.push.locate() },
    { title: 'gap', learn: (loop: ReturnType<typeof openLoop>) => loop.journal.append(1) },
  ])('tells by its $title that the centre lost what it had acknowledged, and nothing else', async ({ learn }) => {
    const loop = openLoop(['1', '2', '3']);
    await turns(loop, 2);
    loop.push.locate();
    await turns(loop, 1);
    loop.journal.append(1);
    await turns(loop, 1);
    expect(loop.restored()).toBe(0);
    loop.restoreTo(1);
    learn(loop);
    await turns(loop, 2);
    expect(loop.restored()).toBe(1);
    expect(loop.journal.position().seq).toBe(loop.journal.head().seq);
  });

  it('cuts a batch before two and a half million bytes, but sends one operation however large', async () => {
    const loop = openLoop([...Array.from({ length: 12 }, () => 'x'.repeat(249_500)), 'x'.repeat(2_500_000), 'x']);
    await turns(loop, 5);
    expect(loop.batches).toEqual([10, 2, 1, 1]);
  });

  it('sends nothing where the journal no longer has what the centre needs', async () => {
    const loop = openLoop(['1', '2', '3']);
    const kept = loop.journal.read(1, 2);
    loop.journal.read = () => kept;
    await loop.push.turn();
    await expect(loop.push.turn()).rejects.toThrow('the journal begins at 2, the centre needs 1');
    expect(loop.asked).toEqual(['position']);
  });
});

describe('a file of several journals', () => {
  /** Two operations of the journal `old`, then those of `j`, which continues it. */
  const openBoth = (centreHas: Readonly<Record<string, number>>) => {
    const loop = openLoop([]);
    const journal = createFakeJournal('j');
    journal.append(4);
    const end = { seq: 2, hash: journal.hashAt(2) ?? '' };
    const at: Record<string, number> = { old: 0, j: 0, ...centreHas };
    const pushed: string[] = [];
    const calls = {
      position: (journalId: string) => Promise.resolve({ epoch: 'e', seq: at[journalId] ?? 0, hash: journal.hashAt(at[journalId] ?? 0) ?? genesisHash }),
      push: ({ journalId, operations, head }: PushBatch) => {
        at[journalId] = operations.at(-1)?.seq ?? 0;
        pushed.push(`${journalId} ${operations.map(({ seq }) => seq).join(',')} of ${head.seq}`);
        const verdicts = operations.map(({ seq }) => ({ seq, verdict: 'applied' as const }));
        return Promise.resolve({ type: 'pushed' as const, answer: { epoch: 'e', position: { seq: at[journalId] ?? 0, hash: journal.hashAt(at[journalId] ?? 0) ?? genesisHash }, verdicts } });
      },
    } as Partial<CentralCalls> as CentralCalls;
    const outbox = { ...journal, journals: () => [{ journalId: 'old', start: { seq: 0, hash: genesisHash }, end }, { journalId: 'j', start: end }] as const };
    const push = createPushLoop({ outbox, calls, link: loop.link, log, signal: new AbortController().signal, sign: () => 's', onSettled: () => undefined, onCentreRestored: () => undefined, onEpoch: () => undefined });
    return { pushed, journal, turns: async (count: number) => {
      for (let turn = 0; turn < count; turn += 1) await push.turn();
    } };
  };

  it('is pushed one journal after another, each to its end under its own id', async () => {
    const { pushed, journal, turns } = openBoth({});
    await turns(5);
    expect(pushed).toEqual(['old 1,2 of 2', 'j 3,4 of 4']);
    expect(journal.settled().at(-1)?.seq).toBe(4);
  });

  it.each([
    ['all of the old one', { old: 2 }, ['j 3,4 of 4'], [2, 2, 4]],
    ['more of the old one than a restored backup', { old: 7 }, ['j 3,4 of 4'], [2, 2, 4]],
    ['a part of the old one', { old: 1 }, ['old 2 of 2', 'j 3,4 of 4'], [1, 2, 2, 4]],
    ['all of both', { old: 2, j: 4 }, [], [2, 4]],
  ])('sends only what is missing where the centre has %s', async (_, has, expected, settled) => {
    const { pushed, journal, turns } = openBoth(has);
    await turns(expected.length === 0 ? 2 : expected.length + 3 - (has.old === 1 ? 0 : 1));
    expect(pushed).toEqual(expected);
    expect(journal.settled().map(({ seq }) => seq)).toEqual(settled);
  });
});
