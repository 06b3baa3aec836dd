import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { CompiledBundle } from '../../domain/bundle/compiled.ts';
import { loadBundle } from '../../domain/bundle/load.ts';
import { isTimeZone } from '../../host/bundle/time-zone.ts';
import { readIdentity } from '../../host/home/identity.ts';
import { createBundleStore } from '../../storage/journal/bundle-store.ts';
import { refuseOrphanedLog } from '../../storage/journal/orphaned-log.ts';
import { connectReadOnly } from '../../storage/sqlite/connect.ts';
import { CliFailure, wrongFile } from '../cli-failure.ts';
import { requireAgentHome } from '../home/agent-home.ts';
import { tillVersion } from '../project.ts';
import { readFileOfUser } from '../read-json-file.ts';

export interface BundleSource {
  compiled: CompiledBundle;
  /** The till that the bundle came from */
  storeId?: string;
  tillId?: string;
  agentVersion?: string;
}

/** A bundle document; its hash is that of the file's bytes, which is what the centre signs when the file is published. */
export function bundleOfFile(path: string): BundleSource {
  const bytes = readFileOfUser('bundle', path);
  return { compiled: load(bytes.toString('utf8'), createHash('sha256').update(bytes).digest('hex'), path) };
}

/** The bundle in service at a till. The journal is only read, and an agent may be running on it. */
export function bundleOfHome(home: string): BundleSource {
  const agentHome = requireAgentHome(resolve(home));
  const journalFile = join(agentHome, 'journal.db');
  refuseOrphanedLog(journalFile);
  const db = connectReadOnly(journalFile);
  try {
    const envelope = createBundleStore(db).active();
    if (envelope === undefined) throw new CliFailure('not-ready', `the till in ${agentHome} has no programme yet: it takes one when it first reaches its centre`);
    const identity = readIdentity(join(agentHome, 'identity.json'));
    return {
      compiled: load(envelope.text, envelope.hash, agentHome),
      agentVersion: tillVersion(),
      ...(identity === undefined ? {} : { storeId: identity.storeId, tillId: identity.tillId }),
    };
  } finally {
    db.close();
  }
}

function load(text: string, hash: string, from: string): CompiledBundle {
  const loaded = loadBundle(text, hash);
  if (!loaded.ok) throw wrongFile(`bundle-${loaded.invalid.code}`, 'bundle', { file: from, path: loaded.invalid.path, detail: loaded.invalid.detail });
  const { timeZone } = loaded.compiled.bundle;
  if (!isTimeZone(timeZone)) throw wrongFile('bundle-bad-request', 'bundle', { file: from, path: '/timeZone', detail: `"${timeZone}" is no time zone known here` });
  return loaded.compiled;
}
