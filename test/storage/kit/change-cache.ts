/**
 * Program: the cache in the folder argv[2], with its pointer in a real journal. argv[3] says what to do: `snapshot` takes one of epoch e1 and, where there is one already,
 * of e2; `feed` applies a page; `hang` begins a snapshot and stays in the middle of it. Prints `done` or `building`.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openCache } from '../../../agent/storage/cache/open-cache.ts';
import { openJournal } from '../../../agent/storage/journal/open-journal.ts';
import { account, accounts, through } from './accounts.ts';
import { createSnapshotFile } from '../../../agent/storage/cache/snapshot-file.ts';
import { pointerIn } from './journal-pointer.ts';
import { sampleNow } from './samples.ts';
import { rowsOf, writeSnapshot } from './snapshot-rows.ts';

const [folder = '', what] = process.argv.slice(2);
const store = openJournal({ path: join(folder, 'journal.db'), identity: { tillId: 't1', storeId: 's1', agentVersion: '0.1.0' }, newId: randomUUID, now: () => sampleNow });
const { writer } = openCache({ folder, pointer: pointerIn(store.meta) });
if (what === 'feed') {
  writer.applyFeed({ epoch: 'e1', cursor: 101, through: through(9), accounts: [account(1, { availablePoints: 1 }), account(4)], asOfMs: 2_000 });
} else {
  const build = writer.beginSnapshot();
  const epoch = writer.view() === undefined ? 'e1' : 'e2';
  if (what === 'hang') {
    const file = createSnapshotFile(build.path);
    file.add(rowsOf(accounts(1, 3_000)));
    process.stdout.write('building\n');
    setInterval(() => file.add([]), 10);
  } else {
    writeSnapshot(build.path, { accounts: accounts(1, 3_000), epoch });
    build.finish();
  }
}
if (what !== 'hang') process.stdout.write('done\n');
