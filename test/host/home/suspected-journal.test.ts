import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openTillJournal } from '../../../agent/host/home/open-till-journal.ts';
import { suspectingJournal } from '../../../agent/host/home/suspected-journal.ts';
import { JournalFault, type Journal } from '../../../agent/ports/journal.ts';
import { saleDraft, sampleNow } from '../../storage/kit/samples.ts';
import { identity, newJournalPath, openTestJournal, tamper, withRawConnection } from '../../storage/kit/test-journal.ts';
import { testLog } from '../kit/test-log.ts';

const options = (path: string) => ({ path, identity, newId: () => `id-${Math.random()}`, now: () => sampleNow });

/** A closed journal that broke long before its clean mark, where a start does not look. */
function brokenEarly(): string {
  const path = newJournalPath();
  const store = openTestJournal(path);
  for (let sale = 1; sale <= 4; sale += 1) store.journal.append([saleDraft({ saleId: `s${sale}` })], sampleNow, {});
  store.close();
  tamper(path, `UPDATE operation SET payload = '{}' WHERE seq = 4`);
  return path;
}

function failingWith(code: JournalFault['code']): Journal {
  return { append: () => {
    throw new JournalFault(code, new Error('malformed'));
  } } as Partial<Journal> as Journal;
}

it('a commit that meets damage makes the next start look at the whole file, and put it aside', () => {
  const path = brokenEarly();
  const before = openTillJournal(options(path), () => 0, testLog().log);
  expect(before.setAside()).toBeUndefined();
  before.close();
  expect(() => suspectingJournal(failingWith('journal-corrupt'), path).append([], sampleNow, {})).toThrow(JournalFault);

  const { log, lines } = testLog();
  const after = openTillJournal(options(path), () => 0, log);
  expect(after.setAside()).toMatchObject({ code: 'journal-corrupt', prior: { seq: 3 } });
  expect(lines.join('')).toContain('put aside');
  expect(existsSync(`${path}.suspected`)).toBe(false);
  after.close();
});

it('a full disk is no damage, and a suspicion that proves wrong is forgotten', () => {
  const path = newJournalPath();
  openTestJournal(path).close();
  expect(() => suspectingJournal(failingWith('journal-disk-full'), path).append([], sampleNow, {})).toThrow(JournalFault);
  expect(existsSync(`${path}.suspected`)).toBe(false);
  expect(() => suspectingJournal(failingWith('journal-corrupt'), path).append([], sampleNow, {})).toThrow(JournalFault);
  const store = openTillJournal(options(path), () => 0, testLog().log);
  expect([store.setAside(), store.journal.head().seq, existsSync(`${path}.suspected`)]).toEqual([undefined, 1, false]);
  store.close();
});

it('a file of another program is refused and left alone', () => {
  const path = newJournalPath();
  withRawConnection(path, (db) => db.exec('CREATE TABLE customer (name TEXT)'));
  expect(() => openTillJournal(options(path), () => 0, testLog().log)).toThrow(expect.objectContaining({ code: 'journal-not-ours' }));
  expect(withRawConnection(path, (db) => db.prepare(`SELECT name FROM sqlite_schema`).pluck().all())).toEqual(['customer']);
});
