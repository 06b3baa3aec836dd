import { expect, it, onTestFinished, vi } from 'vitest';
import { startJournalKeeper } from '../../agent/host/journal-keeper.ts';
import { minWindowMs, operationsPerSegment } from '../../agent/storage/journal/segment-store.ts';
import { verifyJournal } from '../../agent/storage/journal/verify-journal.ts';
import { saleDraft, sampleNow, startMs } from '../storage/kit/samples.ts';
import { newJournalPath, openTestJournal } from '../storage/kit/test-journal.ts';
import { testLog } from './kit/test-log.ts';
import type { SegmentStore } from '../../agent/storage/journal/segment-store.ts';

it('the keeper archives what is due, in the background, and leaves the rest', async () => {
  const path = newJournalPath();
  const store = openTestJournal(path);
  store.journal.append(Array.from({ length: operationsPerSegment + 50 }, (_, at) => saleDraft({ saleId: `s${at}` })), sampleNow, {});
  const head = store.journal.head();
  store.outbox.settle({ epoch: 'e', ...head }, []);
  const stop = startJournalKeeper({ segments: store.segments, path, nowMs: () => startMs + minWindowMs + 1, log: testLog().log, everyMs: 5 });
  onTestFinished(stop);
  await vi.waitFor(() => expect(store.outbox.read(0, 1)[0]?.seq).toBe(operationsPerSegment + 1), { timeout: 60_000, interval: 20 });
  await stop();
  expect(verifyJournal(path)).toMatchObject({ ok: true, operations: operationsPerSegment + 51, archived: operationsPerSegment });
});

it('a disk that takes nothing is told of, and tried again', async () => {
  let asked = 0;
  const segments: SegmentStore = {
    drop: () => {
      asked += 1;
      throw new Error('the disk is full');
    },
    due: () => undefined,
    seal: () => undefined,
  };
  const { log, lines } = testLog();
  const stop = startJournalKeeper({ segments, path: '', nowMs: () => 0, log, everyMs: 1 });
  onTestFinished(stop);
  await vi.waitFor(() => expect(asked).toBeGreaterThan(1), { timeout: 60_000, interval: 5 });
  expect(lines.join('')).toContain('tried again later');
});
