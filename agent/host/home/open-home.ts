import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { syncFolder } from '../../storage/sync-to-disk.ts';
import { StartError } from '../start-error.ts';
import { lockHome } from './home-lock.ts';
import type { HomeLock } from './home-lock.ts';

/** Where everything of one till lies. */
export interface Home {
  readonly folder: string;
  readonly identityFile: string;
  readonly keyFile: string;
  /** There while the till's key is being changed */
  readonly nextKeyFile: string;
  readonly tokenFile: string;
  readonly tillSoftwareTokenFile: string;
  readonly staffFile: string;
  readonly journalFile: string;
  readonly lock: HomeLock;
}

/** Makes the folder for its owner alone, and locks it. Throws `StartError` `home-locked` or `home-unusable`. */
export function openHome(folder: string): Home {
  try {
    makeDurably(folder);
    chmodSync(folder, 0o700);
    return {
      folder,
      identityFile: join(folder, 'identity.json'),
      keyFile: join(folder, 'till.key'),
      nextKeyFile: join(folder, 'till.next.key'),
      tokenFile: join(folder, 'api.token'),
      tillSoftwareTokenFile: join(folder, 'till-software.token'),
      staffFile: join(folder, 'staff.json'),
      journalFile: join(folder, 'journal.db'),
      lock: lockHome(join(folder, 'lock.db'), folder),
    };
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError('home-unusable', `the home folder ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}

/** A power cut after it must not take the folder away with the journal in it: every name on the way to it is on the disk. */
function makeDurably(folder: string): void {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  const top = dirname(resolve(made));
  for (let at = dirname(resolve(folder)); at.length > top.length; at = dirname(at)) syncFolder(at);
  syncFolder(top);
}
