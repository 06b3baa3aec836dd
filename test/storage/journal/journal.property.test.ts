import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { idempotentAnswer, saleDraft, saleRecord, sampleNow } from '../kit/samples.ts';
import { tempFolder } from '../kit/temp-folder.ts';
import { openTestJournal } from '../kit/test-journal.ts';
import { storedOperations } from '../../kit/stored-operations.ts';

type Step =
  | { do: 'append'; sales: number; accounts: number }
  /** An append that must leave nothing */
  | { do: 'fail'; sales: number }
  | { do: 'save' }
  | { do: 'reopen' }
  /** Goes on with a copy of the files as they lie while the journal is open: what a killed process leaves */
  | { do: 'crash' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('append' as const), sales: fc.integer({ min: 1, max: 4 }), accounts: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), sales: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'save' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'crash' as const }) },
);

it('any interleaving of appends, failures, drafts, restarts and crashes keeps one whole chain of exactly what was answered', () => {
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), (steps) => {
    const folder = tempFolder();
    let path = join(folder, 'journal-0.db');
    let store = openTestJournal(path);
    const answered = storedOperations(store.outbox.read(0, 1));
    let count = 0;
    let refused = 0;
    store.journal.append([], sampleNow, { idempotent: idempotentAnswer('taken') });
    for (const current of steps) {
      count += 1;
      const drafts = 'sales' in current
        ? Array.from({ length: current.sales }, (_, at) => saleDraft({ saleId: `sale-${count}-${at}`, ...('accounts' in current ? { accountId: `a${(count + at) % current.accounts}` } : {}) }))
        : [];
      switch (current.do) {
        case 'append':
          answered.push(...store.journal.append(drafts, sampleNow, { sale: saleRecord(`sale-${count}`, 'committed') }));
          break;
        case 'fail':
          try {
            store.journal.append(drafts, sampleNow, { idempotent: idempotentAnswer('taken') });
          } catch {
            refused += 1;
          }
          break;
        case 'save':
          store.sales.save(saleRecord(`draft-${count}`, 'priced'));
          break;
        case 'reopen':
          store.close();
          store = openTestJournal(path);
          break;
        case 'crash': {
          const next = join(folder, `journal-${count}.db`);
          for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, next + suffix);
          store.close();
          path = next;
          store = openTestJournal(path);
          break;
        }
      }
      expect(store.journal.head()).toEqual({ seq: answered.length, hash: answered.at(-1)?.hash });
    }
    expect(refused).toBe(steps.filter((current) => current.do === 'fail').length);
    expect(storedOperations(store.outbox.read(0, answered.length + 1))).toEqual(answered);
    expect(verifyJournal(path)).toMatchObject({ ok: true, operations: answered.length, headHash: answered.at(-1)?.hash });
    const ofAccount = (accountId: string) => answered.filter((operation) => (JSON.parse(operation.payload) as { accountId?: string }).accountId === accountId);
    for (const accountId of ['a0', 'a1', 'a2']) expect(store.journal.operationsOfAccount(accountId, 0)).toEqual(ofAccount(accountId));
    store.close();
  }), { numRuns: 60 });
});
