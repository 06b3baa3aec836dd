import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/**
 * A name for this boot of the machine: trusted time may only be carried forward by the uptime of the same boot.
 * Linux names its boots; elsewhere the minute at which the machine was started serves, so that a moved wall clock at worst looks like another boot.
 */
export function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return `started-${Math.round((Date.now() - uptime() * 1_000) / 60_000)}`;
  }
}
