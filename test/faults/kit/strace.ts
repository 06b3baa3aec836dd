import { spawnSync } from 'node:child_process';

/** Why strace cannot be used here, in words; undefined where it can. */
export function whyNoStrace(): string | undefined {
  if (process.platform !== 'linux') return 'strace exists on Linux only';
  const tried = spawnSync('strace', ['-f', '--seccomp-bpf', '-e', 'trace=fsync', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (tried.error !== undefined) return 'strace is not installed (on Debian: apt-get install strace)';
  return tried.status === 0 ? undefined : `strace may not trace here: ${tried.stderr.trim().split('\n')[0] ?? ''}`;
}
