import { execFileSync } from 'node:child_process';

export interface ProcessRow {
  pid: number;
  parent: number;
  command: string;
}

export function allProcesses(): ProcessRow[] {
  // `ww`: it would cut the lines off at COLUMNS, which some shells hand on, also where nobody looks at a screen. Without a locale of UTF-8 it writes `?` for Cyrillic in a path.
  return execFileSync('ps', ['-eww', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
      // A zombie is gone; its parent only has not asked yet.
      return match === null || match[3]?.startsWith('Z') ? [] : [{ pid: Number(match[1]), parent: Number(match[2]), command: match[4] ?? '' }];
    });
}

/** The processes whose command line names this folder: every child of `till start` names its home. */
export function processesOf(folder: string): ProcessRow[] {
  return allProcesses().filter((row) => row.command.includes(folder) && row.pid !== process.pid && !row.command.startsWith('ps '));
}

/** The `till agent` or `till central` of a home. */
export function childOf(home: string, command: 'agent' | 'central'): ProcessRow | undefined {
  return processesOf(home).find((row) => row.command.includes(`till.ts ${command} `));
}

export async function eventually<T>(what: string, look: () => T | undefined | Promise<T | undefined>, timeoutMs = 60_000): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  while (performance.now() < deadlineMs) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`not within ${timeoutMs} ms: ${what}`);
}
