import { expect, it } from 'vitest';
import { createQuarantineMark } from '../../../agent/host/home/quarantine-mark.ts';
import { JournalFault } from '../../../agent/ports/journal.ts';
import { testLog } from '../kit/test-log.ts';

it('a quarantined journal is remembered over restarts, until the till has another one', () => {
  const kept = new Map<string, string>();
  const meta = { get: (key: string) => kept.get(key), set: (key: string, value: string) => void kept.set(key, value) };
  const mark = createQuarantineMark(meta, 'journal-1', testLog().log);
  expect(mark.isMarked()).toBe(false);
  mark.mark();
  expect(createQuarantineMark(meta, 'journal-1', testLog().log).isMarked()).toBe(true);
  expect(createQuarantineMark(meta, 'journal-2', testLog().log).isMarked()).toBe(false);
});

it('a disk that takes nothing does not stop the till, which is told again', () => {
  const meta = { get: () => undefined, set: () => { throw new JournalFault('journal-disk-full', undefined); } };
  const mark = createQuarantineMark(meta, 'journal-1', testLog().log);
  expect(() => mark.mark()).not.toThrow();
});
