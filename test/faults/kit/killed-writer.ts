import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Random } from '../../../agent/cli/replay/random.ts';
import { readAnswers, type Answer } from './answer.ts';

const program = fileURLToPath(new URL('./write-and-answer.ts', import.meta.url));

/**
 * Where Node keeps its compiled code of the writer, filled by one that ends by itself: a killed one never writes it, and a thousand would each compile anew.
 * @param folder gets the cache and a journal of its own
 */
export function fillCompileCache(folder: string): string {
  const cache = join(folder, 'compile-cache');
  const { status, stderr } = spawnSync(process.execPath, [program, join(folder, 'first.db'), '1', '3'], { env: { ...process.env, NODE_COMPILE_CACHE: cache }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the writer ended with ${status}: ${stderr.slice(-2_000)}`);
  return cache;
}

/** The moment at which the writer dies. */
export type KillMoment =
  /** Between two statements of the journal itself, at the nth pass of that place */
  | { at: 'failpoint'; place: string; pass: number }
  /** While the process starts and the journal is opened */
  | { at: 'start'; delayMs: number }
  | { at: 'work'; afterAnswers: number; delayMs: number };

const places = ['journal-append-between-statements', 'journal-append-before-commit', 'journal-append-after-commit', 'journal-index-between-statements'];
const longestStartMs = 400;
/** A step takes a millisecond or two. */
const longestStepMs = 4;

export function drawKillMoment(random: Random): KillMoment {
  const roll = random.next();
  if (roll < 0.4) return { at: 'failpoint', place: random.pick(places), pass: random.between(1, 8) };
  if (roll < 0.5) return { at: 'start', delayMs: random.next() * longestStartMs };
  return { at: 'work', afterAnswers: random.between(1, 10), delayMs: random.next() * longestStepMs };
}

export interface KilledWriter {
  answers: Answer[];
  /** From the start of the process until the journal was open; undefined where it did not live so long */
  readyMs: number | undefined;
}

/** Lets `write-and-answer.ts` work on the journal and kills it at that moment. @throws where it ends in any other way */
export async function runUntilKilled(path: string, seed: number, moment: KillMoment, compileCache: string): Promise<KilledWriter> {
  const { TILL_FAILPOINT: _, ...inherited } = process.env;
  const env = { ...inherited, NODE_COMPILE_CACHE: compileCache };
  const beganMs = performance.now();
  const child = spawn(process.execPath, [program, path, String(seed), '1000000000'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: moment.at === 'failpoint' ? { ...env, TILL_FAILPOINT: `${moment.place}:kill@${moment.pass}` } : env,
  });
  let said = '';
  let errors = '';
  let lines = 0;
  let readyMs: number | undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    readyMs ??= performance.now() - beganMs;
    said += text;
    lines += text.split('\n').length - 1;
    if (moment.at === 'work' && lines > moment.afterAnswers) void killAfter(child, moment.delayMs);
  });
  if (moment.at === 'start') void killAfter(child, moment.delayMs);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal !== 'SIGKILL') throw new Error(`the writer ended with ${signal ?? code} instead of being killed: ${errors.slice(-2_000)}`);
  return { answers: readAnswers(said), readyMs };
}

async function killAfter(child: ChildProcess, delayMs: number): Promise<void> {
  if (delayMs >= 1) await sleep(delayMs);
  child.kill('SIGKILL');
}
