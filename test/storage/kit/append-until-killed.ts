/** Program: appends sales to the journal at argv[2] for ever, and writes `seq hash saleId` to the log at argv[3] after each answer. */
import { randomUUID } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import { idempotentAnswer, saleDraft, saleRecord, sampleNow } from './samples.ts';

const [path = '', log = ''] = process.argv.slice(2);
const answers = openSync(log, 'a');
const store = openJournal({ path, identity: { tillId: 't1', storeId: 's1', agentVersion: '0.1.0' }, newId: randomUUID, now: () => sampleNow, tailOperations: 3 });
for (;;) {
  const saleId = `sale-${store.journal.head().seq + 1}`;
  store.sales.save(saleRecord(saleId, 'priced'));
  const [operation] = store.journal.append([saleDraft({ saleId })], sampleNow, { sale: saleRecord(saleId, 'committed'), idempotent: idempotentAnswer(saleId) });
  writeSync(answers, `${operation?.seq} ${operation?.hash} ${saleId}\n`);
}
