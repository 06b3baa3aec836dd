import { resolve } from 'node:path';
import { openHome } from '../../host/home/open-home.ts';
import { readIdentity } from '../../host/home/identity.ts';
import { createUuids } from '../../host/uuid-v7.ts';
import { agentVersion } from '../../host/version.ts';
import { restoreJournal } from '../../storage/journal/restore-journal.ts';
import { CliFailure } from '../cli-failure.ts';

/** `till journal restore`: only while no agent owns the home. Throws `StartError` `home-locked`, `JournalFileError`, `CliFailure`. */
export function runRestore(from: string, options: { home: string; json?: true }): void {
  const home = openHome(resolve(options.home));
  try {
    const identity = readIdentity(home.identityFile);
    if (identity === undefined) throw new CliFailure('not-enrolled', `no till is enrolled in ${home.folder}: enrol it first, under the till's old id`);
    const { tillId, storeId } = identity;
    const ids = createUuids(Date.now);
    const wallMs = Date.now();
    const restored = restoreJournal(resolve(from), home.journalFile, { identity: { tillId, storeId, agentVersion }, newId: () => ids.next(), now: { atMs: wallMs, wallMs, clock: 'suspect' } });
    const aside = restored.aside === undefined ? '' : `; what was there is kept as ${restored.aside}`;
    process.stdout.write(`✓ ${home.journalFile}: goes on after operation ${restored.prior.seq} under a new journal id${aside}\n`);
    if (options.json === true) process.stdout.write(`${JSON.stringify({ path: home.journalFile, ...restored })}\n`);
  } finally {
    home.lock.release();
  }
}
