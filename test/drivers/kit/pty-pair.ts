import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';

/** Why this machine cannot make a pseudo-terminal pair; undefined where it can. */
export const whyNoPty: string | undefined = (() => {
  if (process.platform === 'win32') return 'Windows has no pseudo-terminals that serialport can open';
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'socat'))) ? undefined : 'socat is not installed';
})();

/** A cable: what is written at its scanner's end is read at the till's end, a real terminal device. */
export interface PtyPair {
  /** What the till opens; the name stays when the cable is pulled and brought back */
  readonly path: string;
  readonly write: (bytes: Uint8Array | string) => void;
  /** The cable is pulled: the system tells the till's side at once */
  readonly pull: () => Promise<void>;
  readonly bringBack: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function openPtyPair(): Promise<PtyPair> {
  const folder = mkdtempSync(join(tmpdir(), 'till-pty-'));
  const scannerEnd = join(folder, 'scanner');
  const path = join(folder, 'till');
  let child: ChildProcess | undefined;
  let scanner: number | undefined;
  const bringBack = async (): Promise<void> => {
    child = spawn('socat', [`pty,raw,echo=0,link=${scannerEnd}`, `pty,raw,echo=0,link=${path}`], { stdio: 'ignore' });
    while (!existsSync(scannerEnd) || !existsSync(path)) await sleep(10);
    scanner = openSync(scannerEnd, 'w');
  };
  const pull = async (): Promise<void> => {
    if (scanner !== undefined) closeSync(scanner);
    scanner = undefined;
    const running = child;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await gone;
  };
  await bringBack();
  return {
    path,
    write: (bytes) => {
      if (scanner === undefined) throw new Error('the cable is pulled');
      const all = Buffer.from(bytes as string);
      for (let at = 0; at < all.length;) at += writeSync(scanner, all, at);
    },
    pull,
    bringBack,
    remove: async () => {
      await pull();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
