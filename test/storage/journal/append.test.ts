import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OperationDraft } from '../../../agent/ports/journal.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { idempotentAnswer, returnRecord, saleDraft, saleRecord, sampleNow } from '../kit/samples.ts';
import { newJournalPath, openTestJournal, withRawConnection } from '../kit/test-journal.ts';

describe('an append', () => {
  it('writes the operation, the sale, the return and the idempotent answer together', () => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    const [appended] = store.journal.append([saleDraft({ saleId: 'sale', accountId: 'a1' })], sampleNow, {
      sale: saleRecord('sale', 'committed'), return: returnRecord('return', 'committed'), idempotent: idempotentAnswer('k1'),
    });
    store.close();

    const again = openTestJournal(path);
    expect(again.journal.head()).toEqual({ seq: 2, hash: appended?.hash });
    expect(again.sales.find('sale')).toEqual(saleRecord('sale', 'committed'));
    expect(again.returns.find('return')).toEqual(returnRecord('return', 'committed'));
    expect(again.journal.idempotentAnswer('front', 'k1')).toEqual(idempotentAnswer('k1'));
    expect(again.journal.idempotentAnswer('other client', 'k1')).toBeUndefined();
  });

  it('lets the changes name the operations that they come with', () => {
    const store = openTestJournal(newJournalPath());
    store.journal.append([saleDraft({ saleId: 'sale', opId: 'op-1' })], sampleNow, ([operation]) => ({
      sale: saleRecord('sale', 'committed', { commit: { requestHash: 'r', seq: operation?.seq ?? 0, opId: operation?.opId ?? '', hash: operation?.hash ?? '' } }),
    }));
    expect(store.sales.find('sale')?.commit).toEqual({ requestHash: 'r', seq: 2, opId: 'op-1', hash: store.journal.head().hash });
  });

  it('keeps what sales used up in an index of its own, which is all that is read for it', () => {
    const path = newJournalPath();
    openTestJournal(path);
    withRawConnection(path, (db) => {
      const plan = db.prepare<[], { detail: string }>("EXPLAIN QUERY PLAN SELECT seq, counts FROM operation WHERE seq > 1 AND counts IS NOT NULL ORDER BY seq").all();
      expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('USING COVERING INDEX operation_by_counts')]);
    });
  });

  it('without drafts writes only the changes, and tells nobody of an operation', () => {
    const store = openTestJournal(newJournalPath());
    const listener = vi.fn();
    store.outbox.onAppend(listener);
    expect(store.journal.append([], sampleNow, { idempotent: idempotentAnswer('k1') })).toEqual([]);
    expect(store.journal.idempotentAnswer('front', 'k1')).toBeDefined();
    expect(store.journal.head().seq).toBe(1);
    expect(listener).not.toHaveBeenCalled();
  });

  it.each<[string, OperationDraft[], () => Parameters<ReturnType<typeof openTestJournal>['journal']['append']>[2]]>([
    ['the idempotent answer is there already', [saleDraft({ saleId: 'new' })], () => ({ sale: saleRecord('new', 'committed'), idempotent: idempotentAnswer('taken') })],
    ['the second operation has the id of an earlier one', [saleDraft({ saleId: 'new' }), saleDraft({ saleId: 'new', opId: 'taken' })], () => ({ sale: saleRecord('new', 'committed') })],
    ['both operations have one id', [saleDraft({ saleId: 'new', opId: 'twin' }), saleDraft({ saleId: 'new', opId: 'twin' })], () => ({})],
    ['the changes cannot be made', [saleDraft({ saleId: 'new' })], () => () => {
      throw new Error('no changes');
    }],
  ])('leaves nothing behind when %s', (_, drafts, changes) => {
    const path = newJournalPath();
    const store = openTestJournal(path);
    store.journal.append([saleDraft({ saleId: 'old', opId: 'taken' })], sampleNow, { idempotent: idempotentAnswer('taken') });
    const head = store.journal.head();
    const listener = vi.fn();
    store.outbox.onAppend(listener);

    expect(() => store.journal.append(drafts, sampleNow, changes())).toThrow(/UNIQUE|never changed|no changes/);

    expect(store.journal.head()).toEqual(head);
    expect(store.outbox.read(head.seq, 10)).toEqual([]);
    expect(store.sales.find('new')).toBeUndefined();
    expect(listener).not.toHaveBeenCalled();
    store.journal.append([saleDraft({ saleId: 'next' })], sampleNow, {});
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: 3 });
  });

  it('tells every listener after the commit, until it unsubscribes', () => {
    const store = openTestJournal(newJournalPath());
    const seen: number[] = [];
    const stop = store.outbox.onAppend(() => seen.push(store.outbox.head().seq));
    store.journal.append([saleDraft({ saleId: 'a' }), saleDraft({ saleId: 'b' })], sampleNow, {});
    expect(seen).toEqual([3]);
    stop();
    store.journal.append([saleDraft({ saleId: 'c' })], sampleNow, {});
    expect(seen).toEqual([3]);
  });

  it('tells a listener as often as it subscribed', () => {
    const store = openTestJournal(newJournalPath());
    const listener = vi.fn();
    const stop = store.outbox.onAppend(listener);
    store.outbox.onAppend(listener);
    store.journal.append([saleDraft({ saleId: 'a' })], sampleNow, {});
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    store.journal.append([saleDraft({ saleId: 'b' })], sampleNow, {});
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it('is answered although a listener fails, tells the others, and lets the failure surface by itself', async () => {
    const store = openTestJournal(newJournalPath());
    const bug = new Error('a listener that fails');
    const surfaced = new Promise<unknown>((resolve) => {
      // In place of the runner's own handlers, which would take the failure for the test's.
      const handlers = process.listeners('uncaughtException');
      process.removeAllListeners('uncaughtException');
      onTestFinished(() => {
        process.removeAllListeners('uncaughtException');
        for (const handler of handlers) process.on('uncaughtException', handler);
      });
      process.once('uncaughtException', resolve);
    });
    const other = vi.fn();
    store.outbox.onAppend(() => {
      throw bug;
    });
    store.outbox.onAppend(other);
    expect(store.journal.append([saleDraft({ saleId: 'a' })], sampleNow, {})).toHaveLength(1);
    expect(other).toHaveBeenCalledOnce();
    expect(await surfaced).toBe(bug);
  });

  it('finds the operations of an account after a seq, and those of a sale', () => {
    const store = openTestJournal(newJournalPath());
    const { journal } = store;
    journal.append([saleDraft({ saleId: 's1', accountId: 'a1' }), saleDraft({ saleId: 's2', accountId: 'a2' }), saleDraft({ saleId: 's3' })], sampleNow, {});
    journal.append([{
      opId: 'release', kind: 'hold-released', schema: 1, payload: { programmeId: 'main', holdId: 'h', saleId: 's1', accountId: 'a1', reason: 'dropped', effects: [] },
    }], sampleNow, {});
    expect(journal.operationsOfAccount('a1', 0).map((operation) => operation.seq)).toEqual([2, 5]);
    expect(journal.operationsOfAccount('a1', 2).map((operation) => operation.kind)).toEqual(['hold-released']);
    expect(journal.operationsOfAccount('a1', 5)).toEqual([]);
    expect(journal.operationsOfSale('s1').map((operation) => operation.seq)).toEqual([2, 5]);
    expect(journal.operationsOfSale('s3').map((operation) => operation.seq)).toEqual([4]);
    expect(journal.operationsOfSale('unknown')).toEqual([]);
  });
});
