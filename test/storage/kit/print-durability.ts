/** Program: opens the journal at argv[2], appends one sale and prints how durable that was, as JSON. */
import { randomUUID } from 'node:crypto';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import { saleDraft, sampleNow } from './samples.ts';

const store = openJournal({ path: process.argv[2] ?? '', identity: { tillId: 't1', storeId: 's1', agentVersion: '0.1.0' }, newId: randomUUID, now: () => sampleNow });
store.journal.append([saleDraft({ saleId: 'sale' })], sampleNow, {});
process.stdout.write(JSON.stringify(store.durability()));
store.close();
