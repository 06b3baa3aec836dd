import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { answersIn, ended, startChild, untilAnswers } from '../kit/child.ts';
import { tempFolder } from '../kit/temp-folder.ts';
import { openTestJournal } from '../kit/test-journal.ts';

/** Opens what the crash left: every answered append must be there with all that came with it, and nothing of an append may be there alone. */
function checkSurvivors(path: string, log: string): { answered: number; headSeq: number } {
  const report = verifyJournal(path);
  expect(report).toMatchObject({ ok: true });
  const store = openTestJournal(path);
  const answers = answersIn(log).map((line) => line.split(' '));
  for (const [seq, hash, saleId = ''] of answers) {
    expect(store.journal.operation(Number(seq))?.hash).toBe(hash);
    expect(store.sales.find(saleId)?.state).toBe('committed');
    expect(store.journal.idempotentAnswer('front', saleId)).toBeDefined();
  }
  const { seq: headSeq } = store.journal.head();
  const sales = store.outbox.read(1, headSeq).map((operation) => `sale-${operation.seq}`);
  expect(store.sales.list(['committed'], headSeq).map((sale) => sale.saleId).sort()).toEqual(sales.sort());
  for (const sale of sales) expect(store.journal.idempotentAnswer('front', sale)).toBeDefined();
  store.close();
  return { answered: answers.length, headSeq };
}

describe('a process killed', () => {
  it.each([
    ['between the statements of an append', 'journal-append-between-statements:kill@4', 3, 4],
    ['before the commit', 'journal-append-before-commit:kill@4', 3, 4],
    ['after the commit, before the answer', 'journal-append-after-commit:kill@4', 3, 5],
    // The first pass is that of the opening.
    ['after the commit, while the indexes are filled', 'journal-index-between-statements:kill@2', 2, 4],
  ])('%s keeps every answered append, and the unanswered one whole or not at all', async (_, failpoint, answered, headSeq) => {
    const folder = tempFolder();
    const [path, log] = [join(folder, 'journal.db'), join(folder, 'answers')];
    expect(await ended(startChild('append-until-killed.ts', [path, log], failpoint))).toEqual({ code: null, signal: 'SIGKILL' });
    expect(checkSurvivors(path, log)).toEqual({ answered, headSeq });
  });

  it('at random moments, again and again, loses no answered append and breaks no chain', async () => {
    const folder = tempFolder();
    const [path, log] = [join(folder, 'journal.db'), join(folder, 'answers')];
    for (let round = 1; round <= 10; round += 1) {
      const before = answersIn(log).length;
      const child = startChild('append-until-killed.ts', [path, log]);
      await untilAnswers(child, log, before + Math.ceil(Math.random() * 40));
      child.kill('SIGKILL');
      expect(await ended(child)).toEqual({ code: null, signal: 'SIGKILL' });
      const { answered, headSeq } = checkSurvivors(path, log);
      expect(answered).toBeGreaterThan(before);
      // Its opening, the answered ones, and at most one a round that was committed and not answered.
      expect(headSeq - 1 - answered).toBeGreaterThanOrEqual(0);
      expect(headSeq - 1 - answered).toBeLessThanOrEqual(round);
    }
  });
});

describe('the failpoint journal-synchronous-off', () => {
  it.each([
    ['breaks the durability on purpose, and durability() says so', 'journal-synchronous-off', 'off'],
    ['changes nothing where another place is named', 'cache-feed-before-commit:kill', 'full'],
  ])('%s', async (_, failpoint, synchronous) => {
    const child = startChild('print-durability.ts', [join(tempFolder(), 'journal.db')], failpoint);
    expect(JSON.parse(await text(child.stdout ?? Readable.from([])))).toEqual({ synchronous, journalMode: 'wal' });
  });
});
