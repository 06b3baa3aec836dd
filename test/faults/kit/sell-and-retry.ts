/**
 * Program: opens the journal at argv[2] and makes argv[3] sales, each tried again with the same ids until the journal takes it, as a cashier would. Standard output: `Answer`s, and `Failed` for
 * each try that the journal refused as it may. Anything else that goes wrong ends the program.
 */
import { writeSync } from 'node:fs';
import { JournalFault } from '../../../agent/ports/journal.ts';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import { idempotentAnswer, saleDraft, saleRecord, sampleNow } from '../../storage/kit/samples.ts';
import type { Answer } from './answer.ts';

/** A commit that was answered with an error. */
export interface Failed {
  kind: 'failed';
  code: JournalFault['code'];
}

/** Far more than any fault lasts. */
const mostTries = 500;

const [path = '', sales = '1'] = process.argv.slice(2);
let ids = 0;
const store = openJournal({ path, identity: { tillId: 't1', storeId: 's1', agentVersion: '0.1.0' }, newId: () => `id-${(ids += 1)}`, now: () => sampleNow });
say({ kind: 'ready' });
for (let sale = 1; sale <= Number(sales); sale += 1) sell(`sale-${sale}`);
store.close();

function sell(saleId: string): void {
  for (let attempt = 1; ; attempt += 1) {
    const before = store.journal.head();
    try {
      store.sales.save(saleRecord(saleId, 'priced'));
      const [operation] = store.journal.append([saleDraft({ saleId, opId: `op-${saleId}` })], sampleNow, { sale: saleRecord(saleId, 'committed'), idempotent: idempotentAnswer(saleId) });
      if (operation !== undefined) say({ kind: 'sale', seq: operation.seq, hash: operation.hash, saleId });
      return;
    } catch (error) {
      if (!(error instanceof JournalFault) || attempt === mostTries) throw error;
      if (store.journal.head() !== before) throw new Error('a commit failed and moved the head', { cause: error });
      say({ kind: 'failed', code: error.code });
    }
  }
}

function say(line: Answer | Failed): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
