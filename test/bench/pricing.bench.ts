import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Bench, type BenchResult, rounded } from './bench-result.ts';
import { allCells, cellName, readCells, readContestants } from './pricing/cells.ts';
import { contestants } from './pricing/contestants/all.ts';
import { contestantNames, type ContestantName } from './pricing/contestants/contestant.ts';
import { cellOf, goalsOf, medianOf } from './pricing/goals.ts';
import type { Measured, Wish } from './pricing/measure-process.ts';
import { installPeers } from './pricing/peers-folder.ts';
import { tableOf } from './pricing/table.ts';

const processes = 3;
const memoryBaskets = 1_000_000;

/**
 * The engine beside a hand-written loop for the same rules and beside what else prices baskets by rules, all in the same process and in turns. The cells of each number of
 * promotions have processes of their own, as a till prices by one bundle: three of them, each after one of every other. Nothing is timed before all that can say the same have
 * said the same.
 */
export const pricing: Bench = {
  name: 'pricing',
  about: 'baskets of 1 to 200 lines by 10 to 10,000 promotions, against a hand-written loop and other rule engines',
  run: async (tell, options) => {
    const wanted = options.only === undefined ? contestantNames : readContestants(options.only);
    const cells = options.cells === undefined ? allCells : readCells(options.cells);
    const names = await withoutMissingPeers(wanted, tell);
    const isWhole = options.only === undefined && options.cells === undefined;
    const runs: Measured[] = [];
    for (let turn = 0; turn < processes; turn += 1) {
      const run: Measured = isWhole ? await measureInProcess({ cells: '', contestants: '', withText: true, memoryBaskets: turn === 0 ? memoryBaskets : 0 }) : { cells: {} };
      for (const ofBundle of Map.groupBy(cells, ({ rules }) => rules).values()) {
        const measured = await measureInProcess({ cells: ofBundle.map(cellName).join(','), contestants: names.join(','), withText: false, memoryBaskets: 0 });
        Object.assign(run.cells, measured.cells);
      }
      runs.push(run);
      tell(`turn ${turn + 1} of ${processes} is done`);
    }
    for (const line of tableOf(runs)) tell(line);
    const { goals, notMeasured } = goalsOf(runs);
    for (const name of notMeasured) tell(`not measured: ${name}`);
    return { name: 'pricing', measures: measuresOf(runs), goals };
  },
};

async function withoutMissingPeers(names: readonly ContestantName[], tell: (line: string) => void): Promise<readonly ContestantName[]> {
  const peers = new Set(contestants.filter((contestant) => contestant.isPeer).map(({ name }) => name));
  if (!names.some((name) => peers.has(name))) return names;
  const missing = await installPeers(tell);
  if (missing === undefined) return names;
  tell(`the peers are left out: ${missing}`);
  return names.filter((name) => !peers.has(name));
}

function measureInProcess(wish: Wish): Promise<Measured> {
  const child = fork(fileURLToPath(new URL('pricing/measure-process.ts', import.meta.url)), [JSON.stringify(wish)], { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    let measured: Measured | undefined;
    child.on('message', (message) => {
      measured = message as Measured;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (measured === undefined) reject(new Error(`a measuring process ended with ${code} and no result`));
      else resolve(measured);
    });
  });
}

function measuresOf(runs: readonly Measured[]): BenchResult['measures'] {
  const measures: BenchResult['measures'] = {};
  const add = (name: string, value: number | undefined): void => {
    if (value !== undefined) measures[name] = rounded(value);
  };
  for (const cell of allCells.map(cellName)) {
    for (const name of contestantNames) {
      add(`${cell} ${name} p50Us`, cellOf(runs, cell, name, 'p50Us'));
      add(`${cell} ${name} p99Us`, cellOf(runs, cell, name, 'p99Us'));
    }
  }
  for (const what of ['bundle', 'promotions']) {
    add(`${what} loadMs`, medianOf(runs, (run) => run.text?.loading[what]?.loadMs));
    add(`${what} parseMs`, medianOf(runs, (run) => run.text?.loading[what]?.parseMs));
  }
  add('explaining, ratio', medianOf(runs, (run) => run.text?.explain.onRatio));
  return measures;
}
