/**
 * The power is cut: what a process wrote and did not sync may be gone, torn, or there without what came before it. SIGKILL never shows that, because the operating system goes on.
 *
 *   write-and-answer.ts ── strace ─► every write, sync, truncate and name, and every answer ─► up to a cut ─► model of the disk ─► what could be left ─► the real journal opens it
 *
 * The proof that the part can fail is run with it: the same with `synchronous` at NORMAL and OFF must lose what was answered.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../agent/cli/replay/random.ts';
import { readAnswers } from '../kit/answer.ts';
import type { Synchronous } from '../kit/careless.ts';
import { whyNoStrace } from '../kit/strace.ts';
import { inShort, type FaultPart, type PartContext } from '../part.ts';
import { checkLeft } from '../kit/check-left.ts';
import { Disk } from './disk.ts';
import type { FileCall } from './file-call.ts';
import { record } from './record.ts';

export interface PowerCutSize {
  /** What the recorded program does, in steps */
  steps: number;
  cuts: number;
  /** With each weaker `synchronous` */
  carelessCuts: number;
}

export function powerCut(size: PowerCutSize): FaultPart {
  return {
    name: 'power-cut',
    about: `${size.cuts} power cuts of a recorded journal, unsynced writes dropped, torn or re-ordered; and the same with a journal that does not sync, which must fail`,
    run: async (context) => {
      const why = whyNoStrace();
      if (why !== undefined) return { counts: {}, failures: [], skipped: [`power cuts: ${why}`] };
      const full = await cutOften('FULL', size.steps, size.cuts, context);
      const counts: Record<string, number> = { cuts: size.cuts, writes: full.seen.writes, syncs: full.seen.syncs, truncates: full.seen.truncates, names: full.seen.names, answers: full.answers, lossyCuts: full.lossyCuts };
      const failures = inShort(full.found);
      for (const level of ['NORMAL', 'OFF'] as const) {
        const careless = await cutOften(level, size.steps, size.carelessCuts, context);
        counts[`cutsWithSynchronous${level}`] = size.carelessCuts;
        counts[`lossyCutsWithSynchronous${level}`] = careless.lossyCuts;
        if (careless.lossyCuts === 0) failures.push(`with synchronous=${level} no cut lost anything: this part would not notice a journal that does not sync`);
      }
      return { counts, failures, skipped: [] };
    },
  };
}

interface CutOften {
  seen: Disk['seen'];
  answers: number;
  lossyCuts: number;
  /** In words, for each cut that lost something */
  found: string[];
}

async function cutOften(synchronous: Synchronous, steps: number, cuts: number, { random, folder, tell }: PartContext): Promise<CutOften> {
  const root = join(folder, `recorded-${synchronous}`);
  mkdirSync(root);
  const seed = random.between(1, 1_000_000);
  tell(`recording ${steps} steps with synchronous=${synchronous}`);
  const calls = (await record({ path: join(root, 'journal.db'), seed, steps, synchronous, traceFile: join(folder, 'trace') })).filter(concerning(root));
  tell(`cutting the power ${cuts} times among ${calls.length} calls`);
  const disk = new Disk(root);
  const found: string[] = [];
  let said = '';
  let at = 0;
  for (const cut of drawCuts(calls.length, cuts, random)) {
    for (; at < cut; at += 1) {
      const call = calls[at];
      if (call?.kind === 'write' && call.fd === 1) said += call.data.toString('utf8');
      else if (call !== undefined) disk.apply(call);
    }
    const rebuilt = join(folder, 'rebuilt');
    mkdirSync(rebuilt);
    disk.cutPower(random, rebuilt);
    const wrong = checkLeft(rebuilt, readAnswers(said));
    if (wrong[0] !== undefined) found.push(`synchronous=${synchronous}, cut after call ${cut} of ${calls.length}: ${wrong[0]}${wrong.length > 1 ? ` and ${wrong.length - 1} more` : ''}`);
    rmSync(rebuilt, { recursive: true });
  }
  return { seen: disk.seen, answers: readAnswers(said).length, lossyCuts: found.length, found };
}

/** Keeps what the model of the disk knows, and what was said: a cut anywhere else would be the same as the one before. */
function concerning(root: string): (call: FileCall) => boolean {
  const disk = new Disk(root);
  return (call) => disk.apply(call) || (call.kind === 'write' && call.fd === 1);
}

/** Different places in rising order; the last is after everything. */
function drawCuts(calls: number, cuts: number, random: Random): number[] {
  const places = random.shuffle(Array.from({ length: calls }, (_, place) => place)).slice(0, cuts - 1);
  return [...places, calls].toSorted((one, other) => one - other);
}
