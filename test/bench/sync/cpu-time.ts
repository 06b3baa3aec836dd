import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux, whatever the machine */
const ticksPerSecond = 100;

interface Stat {
  parent: number;
  ownMs: number;
  /** Of children that have ended and were waited for */
  endedMs: number;
}

/** CPU time that a process has used so far; undefined where this system does not tell. */
export function cpuMsOf(pid: number): number | undefined {
  return readStat(pid)?.ownMs;
}

export function parentOf(pid: number): number | undefined {
  return readStat(pid)?.parent;
}

/** CPU time of a whole PostgreSQL server: of those of its processes that have ended too. */
export function serverCpuMsOf(postmaster: number): number | undefined {
  const own = readStat(postmaster);
  if (own === undefined) return undefined;
  const pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).map(Number);
  const children = pids.map(readStat).filter((stat) => stat?.parent === postmaster);
  return own.ownMs + own.endedMs + children.reduce((sum, stat) => sum + (stat?.ownMs ?? 0), 0);
}

/** proc_pid_stat(5); the name, in parentheses, may hold anything. */
function readStat(pid: number): Stat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  const ms = (...places: number[]) => places.reduce((sum, place) => sum + (fields[place - 3] ?? 0), 0) * (1_000 / ticksPerSecond);
  return { parent: fields[1] ?? 0, ownMs: ms(14, 15), endedMs: ms(16, 17) };
}
