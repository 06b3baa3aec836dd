/** Program: appends argv[3] sales to the journal at argv[2], as the bench does, and ends without closing it. */
import { randomUUID } from 'node:crypto';
import { openJournal, servingLogPages } from '../../../agent/storage/journal/open-journal.ts';
import { sampleSales } from '../sample-sale.ts';

const [path = '', count = '0'] = process.argv.slice(2);
const now = { atMs: Date.now(), wallMs: Date.now(), clock: 'synced' as const };
const store = openJournal({ path, identity: { tillId: 'bench', storeId: 'bench', agentVersion: '0' }, newId: randomUUID, now: () => now, logPages: servingLogPages });
const nextSale = sampleSales();
for (let sale = 0; sale < Number(count); sale += 1) store.journal.append([nextSale().draft], now, {});
process.kill(process.pid, 'SIGKILL');
