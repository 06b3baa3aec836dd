import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

const linuxBootId = '/proc/sys/kernel/random/boot_id';
const roundingMs = 60_000;

/**
 * Names this boot of the machine: within one boot the uptime tells how much time has passed, whatever the wall clock does.
 * Linux has an id of its own. Elsewhere it is the minute in which the machine started by its wall clock: a set wall clock then looks like
 * another boot, and time becomes an estimate until the next contact. Wrong only on the safe side.
 */
export function readBootId(): string {
  try {
    return readFileSync(linuxBootId, 'utf8').trim();
  } catch {
    return `started-${Math.round((Date.now() - uptime() * 1000) / roundingMs)}`;
  }
}
