import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const operations = 1_000;

/** Syncs that the operating system is asked for per operation, checkpoints included; undefined where strace is missing or forbidden. */
export function syncsPerOperation(folder: string): number | undefined {
  const [none, all] = [0, operations].map((count) => syncsOf(folder, count));
  return none === undefined || all === undefined ? undefined : (all - none) / operations;
}

/** Syncs of a process that opens a new journal and appends so many operations. */
function syncsOf(folder: string, count: number): number | undefined {
  const log = join(folder, `syncs-${count}`);
  const program = fileURLToPath(new URL('append-sales.ts', import.meta.url));
  const traced = spawnSync('strace', ['-f', '-qq', '-o', log, '-e', 'trace=fsync,fdatasync', process.execPath, program, join(folder, `syncs-${count}.db`), String(count)]);
  if (traced.error !== undefined || traced.signal !== 'SIGKILL') return undefined;
  return readFileSync(log, 'utf8').split('\n').filter((line) => /\bf(?:data)?sync\(/.test(line)).length;
}
