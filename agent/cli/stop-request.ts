import { readFileSync } from 'node:fs';

/**
 * Resolves at the first request to stop: SIGTERM, SIGINT, SIGHUP, or the end of the channel to the process that started this one
 * (which is how a child notices that its parent was killed).
 *
 * Under npm it also stops when npm is gone: npm, and the shell between, do not pass on every signal that ends them.
 * A supervised child leaves SIGINT alone: Ctrl-C reaches the whole group, and the parent decides the order in which its children stop.
 */
export function stopRequest(): Promise<string> {
  const supervised = process.send !== undefined;
  return new Promise((resolve) => {
    process.on('SIGTERM', () => resolve('SIGTERM'));
    process.on('SIGINT', () => {
      if (!supervised) resolve('SIGINT');
    });
    process.on('SIGHUP', () => {
      if (!supervised) resolve('SIGHUP');
    });
    process.on('disconnect', () => resolve('the process that started this one is gone'));
    if (process.env['npm_lifecycle_event'] !== undefined) watchParent(() => resolve('npm is gone'));
    // The channel may have closed while this program was still loading.
    if (supervised && !process.connected) resolve('the process that started this one is gone');
  });
}

const lookEveryMs = 500;

/** A process whose parent ends gets another one. Between npm and this process stands a shell, which survives npm: so its parent counts too. */
function watchParent(onGone: () => void): void {
  const before = ancestry();
  const look = setInterval(() => {
    if (ancestry() === before) return;
    clearInterval(look);
    onGone();
  }, lookEveryMs);
  look.unref();
}

function ancestry(): string {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

/** Linux tells; elsewhere the own parent has to do. */
function parentOf(pid: number): string {
  try {
    // The name stands in brackets and may contain anything, so the fields are counted from its end.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1] ?? '';
  } catch {
    return '';
  }
}
