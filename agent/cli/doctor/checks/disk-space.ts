import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Check } from '../check.ts';

const mib = 2 ** 20;
/** A day of a busy till is some tens of MiB of journal; below this a sale may soon not be written. */
const failedBelow = 200 * mib;
const warningBelow = 1_024 * mib;

export const diskSpace: Check = {
  name: 'disk space',
  look: ({ home }) => {
    const folder = nearestFolder(home);
    const { bavail, bsize } = statfsSync(folder);
    const free = bavail * bsize;
    const detail = `${Math.floor(free / mib)} MiB free at ${folder}`;
    const todo = 'free some space, or move the home';
    if (free < failedBelow) return { state: 'failed', detail, todo };
    return free < warningBelow ? { state: 'warning', detail, todo } : { state: 'ok', detail };
  },
};

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
