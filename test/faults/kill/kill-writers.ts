import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../kit/answer.ts';
import { checkLeft } from '../kit/check-left.ts';
import { drawKillMoment, fillCompileCache, runUntilKilled, type KillMoment } from '../kit/killed-writer.ts';
import type { PartContext } from '../part.ts';

/** After so many kills a journal has grown enough, and the next ones begin another. */
const killsOfOneJournal = 60;
const toldEvery = 100;

export interface KilledWriters {
  /** Each from the start of a process over what the last kill left until the journal was open */
  restartsMs: number[];
  answers: number;
  moments: Record<KillMoment['at'], number>;
  /** In words, for each kill after which something was not as promised */
  found: string[];
}

/** Kills writers, `lanes` at a time, each lane over journals of its own. What each kill left is checked in a copy, so that the next start has the recovery to do itself. */
export async function killWriters(kills: number, lanes: number, { random, folder, tell }: PartContext): Promise<KilledWriters> {
  const done: KilledWriters = { restartsMs: [], answers: 0, moments: { failpoint: 0, start: 0, work: 0 }, found: [] };
  // Drawn beforehand, so that they do not hang on which lane is faster.
  const plan = Array.from({ length: kills }, () => ({ moment: drawKillMoment(random), seed: random.between(1, 2 ** 30) }));
  const compileCache = fillCompileCache(folder);
  let told = 0;
  const lane = async (number: number): Promise<void> => {
    let home = '';
    let answers: Answer[] = [];
    for (const [turn, { moment, seed }] of plan.filter((_, place) => place % lanes === number).entries()) {
      if (turn % killsOfOneJournal === 0) {
        home = join(folder, `journal-${number}-${turn}`);
        mkdirSync(home);
        answers = [];
      }
      const killed = await runUntilKilled(join(home, 'journal.db'), seed, moment, compileCache);
      answers.push(...killed.answers);
      done.answers += killed.answers.length;
      done.moments[moment.at] += 1;
      if (killed.readyMs !== undefined && turn % killsOfOneJournal > 0) done.restartsMs.push(killed.readyMs);
      const wrong = checkCopy(home, answers);
      if (wrong[0] !== undefined) done.found.push(`kill ${JSON.stringify(moment)}: ${wrong[0]}${wrong.length > 1 ? ` and ${wrong.length - 1} more` : ''}`);
      told += 1;
      if (told % toldEvery === 0) tell(`killed ${told} of ${kills}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  return done;
}

function checkCopy(home: string, answers: readonly Answer[]): string[] {
  const copy = `${home}-copy`;
  mkdirSync(copy);
  // Not the shared memory: the next process does not get it either, as the last one to use it is gone.
  for (const name of ['journal.db', 'journal.db-wal', 'journal.db-journal']) if (existsSync(join(home, name))) copyFileSync(join(home, name), join(copy, name));
  try {
    return checkLeft(copy, answers);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
