import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../check.ts';

/** Keys, tokens and customers' data must be nobody else's. */
export const homePermissions: Check = {
  name: 'home permissions',
  look: ({ agentHome, home }) => {
    if (agentHome === undefined) return { state: 'skipped', detail: `no till has been set up in ${home}` };
    if (process.platform === 'win32') return { state: 'skipped', detail: 'Windows keeps permissions in access lists' };
    const paths = [agentHome, ...readdirSync(agentHome).map((name) => join(agentHome, name))].filter((path) => existsSync(path));
    const open = paths.filter((path) => (statSync(path).mode & 0o077) !== 0);
    const [first] = open;
    if (first === undefined) return { state: 'ok', detail: `${paths.length} files and folders, all closed to others` };
    return { state: 'failed', detail: `others may read ${open.length === 1 ? first : `${first} and ${open.length - 1} more`}`, todo: `chmod -R go= '${agentHome}'` };
  },
};
