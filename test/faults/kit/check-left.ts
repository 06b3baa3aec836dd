import { join } from 'node:path';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import { verifyJournal } from '../../../agent/storage/journal/verify-journal.ts';
import { idempotentAnswer, saleDraft, saleRecord, sampleNow } from '../../storage/kit/samples.ts';
import { brokenAnswers, halfDone, type Answer } from './answer.ts';

/** Opens what a crash left with the real code, and sells on. In words: what was promised and is not there, and what does not hold. */
export function checkLeft(folder: string, answers: readonly Answer[]): string[] {
  const path = join(folder, 'journal.db');
  let ids = 0;
  const newId = (): string => `after-${(ids += 1)}`;
  try {
    const store = openJournal({ path, identity: { tillId: 't1', storeId: 's1', agentVersion: '0.1.0' }, newId, now: () => sampleNow });
    try {
      const found = [...brokenAnswers(store, answers), ...halfDone(store)];
      store.journal.append([saleDraft({ saleId: 'after', opId: newId() })], sampleNow, { sale: saleRecord('after', 'committed'), idempotent: idempotentAnswer('after') });
      const { firstBreak } = verifyJournal(path);
      return firstBreak === undefined ? found : [...found, firstBreak.detail];
    } finally {
      store.close();
    }
  } catch (error) {
    return [`it does not open: ${String(error)}`];
  }
}
