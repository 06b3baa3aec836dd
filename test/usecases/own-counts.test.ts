import { expect, it, vi } from 'vitest';
import { createOwnCounts } from '../../agent/usecases/own-counts.ts';
import type { SaleCommitted } from '../../agent/domain/operations/operation.ts';
import { saleDraft, sampleNow } from '../storage/kit/samples.ts';
import { newJournalPath, openTestJournal } from '../storage/kit/test-journal.ts';
import type { Journal } from '../../agent/ports/journal.ts';

const counting = (saleId: string, counts?: SaleCommitted['counts']) => {
  const draft = saleDraft({ saleId });
  return { ...draft, payload: { ...draft.payload, ...(counts === undefined ? {} : { counts }) } } as Parameters<Journal['append']>[0][number];
};

it('sums up what the sales after a place in the journal used up, and nothing from before', () => {
  const { journal } = openTestJournal(newJournalPath());
  journal.append([counting('one', { coupons: ['C-1'], budgets: [{ promotionId: 'p', discountMinor: 5 }] }), counting('two'), counting('three', { budgets: [{ promotionId: 'p', discountMinor: 7 }] })], sampleNow, {});
  const counts = createOwnCounts(journal);
  expect(createOwnCounts(journal).since(0)).toEqual({ coupons: new Set(['C-1']), freed: new Set(), discountMinor: new Map([['p', 12]]) });
  expect(counts.since(2)).toEqual({ coupons: new Set(), freed: new Set(), discountMinor: new Map([['p', 7]]) });
  journal.append([counting('four', { coupons: ['C-2'] })], sampleNow, {});
  expect(counts.since(2).coupons).toEqual(new Set(['C-2']));
  // A centre that was restored shows a view from before.
  expect(counts.since(0).coupons).toEqual(new Set(['C-1', 'C-2']));
});

it('asks the journal for nothing twice', () => {
  const { journal } = openTestJournal(newJournalPath());
  journal.append([counting('one', { coupons: ['C-1'] }), counting('two')], sampleNow, {});
  const countsAfter = vi.fn((seq: number) => journal.countsAfter(seq));
  const counts = createOwnCounts({ head: () => journal.head(), countsAfter, givenBackAfter: () => [] });
  expect(counts.since(0).coupons).toEqual(new Set(['C-1']));
  expect(counts.since(0).coupons).toEqual(new Set(['C-1']));
  expect(countsAfter).toHaveBeenCalledTimes(1);
});
