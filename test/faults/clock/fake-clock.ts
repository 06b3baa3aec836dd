/**
 * Loaded before an agent (`node --import`): its wall clock, uptime and boot are what the file named by FAULTS_CLOCK says, JSON `MachineClock`, read again at every look, so that
 * somebody may set the clock while it runs.
 */
import fs, { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

/** How the machine differs from this one. */
export interface MachineClock {
  wallOffsetMs: number;
  uptimeOffsetMs: number;
  bootId: string;
}

const path = process.env['FAULTS_CLOCK'];
if (path !== undefined) {
  const readText = readFileSync;
  const machine = (): MachineClock => JSON.parse(readText(path, 'utf8')) as MachineClock;
  const trueNow = Date.now;
  const trueUptime = os.uptime;
  Date.now = () => trueNow() + machine().wallOffsetMs;
  os.uptime = () => trueUptime() + machine().uptimeOffsetMs / 1_000;
  fs.readFileSync = new Proxy(readText, {
    apply: (read, self, args: Parameters<typeof readFileSync>) => (args[0] === '/proc/sys/kernel/random/boot_id' ? machine().bootId : Reflect.apply(read, self, args)),
  });
  syncBuiltinESMExports();
}
