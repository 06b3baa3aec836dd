/** With a scanner plugged in and somebody to scan: TILL_HARDWARE=1. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readProfiles } from '../../drivers/devices/read-profiles.ts';
import { openDevices } from '../../drivers/open-devices.ts';
import { until } from './kit/until.ts';
import type { Scan } from '../../drivers/core/scan.ts';

const isWanted = process.env['TILL_HARDWARE'] === '1';
if (!isWanted) process.stderr.write('The tests with real scanners are skipped: TILL_HARDWARE is not 1 (plug in a scanner that a profile knows, set it, and scan when asked)\n');

test.skipIf(!isWanted)('a real scanner is found, opened and read, pulled and read again', async () => {
  const registry = openDevices(readProfiles(fileURLToPath(new URL('../../resources/devices', import.meta.url))), {});
  const scans: Scan[] = [];
  registry.scans$.subscribe((scan) => scans.push(scan));
  const isOpen = () => registry.devices().some(({ condition }) => condition.state === 'open');
  try {
    await until('a scanner is open', isOpen);
    process.stderr.write('Scan any code within 20 s.\n');
    await until('a scan came', () => scans.length > 0);
    process.stderr.write('Pull the scanner within 20 s.\n');
    await until('it is gone', () => !isOpen());
    process.stderr.write('Plug it in again within 20 s, and scan.\n');
    const before = scans.length;
    await until('it is open again', isOpen);
    await until('a scan came', () => scans.length > before);
    expect(scans.every(({ text }) => text.length > 0)).toBe(true);
  } finally {
    registry.close();
  }
});
