/** Program: tries argv[3] appends to the journal at argv[2], each once, and prints `ok <seq>` or the fault's code for each, then `head <seq>`. */
import { randomUUID } from 'node:crypto';
import { JournalFault } from '../../../agent/ports/journal.ts';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import { saleDraft, saleRecord, sampleNow } from './samples.ts';

const [path = '', count = '0'] = process.argv.slice(2);
const store = openJournal({ path, identity: { tillId: 't1', storeId: 's1', agentVersion: '0.1.0' }, newId: randomUUID, now: () => sampleNow });
const lines: string[] = [];
for (let sale = 1; sale <= Number(count); sale += 1) {
  try {
    const [operation] = store.journal.append([saleDraft({ saleId: `sale-${sale}` })], sampleNow, { sale: saleRecord(`sale-${sale}`, 'committed') });
    lines.push(`ok ${operation?.seq}`);
  } catch (error) {
    if (!(error instanceof JournalFault)) throw error;
    lines.push(error.code);
  }
}
lines.push(`head ${store.journal.head().seq}`);
process.stdout.write(lines.join('\n'));
