import type { GoodwillCause, UncoveredWhy } from '../../../sync/central/push/goodwill-cause.ts';
import type { Random } from '../../../agent/cli/replay/random.ts';
import type { Step } from './step.ts';

/** A history that is known to cost the programme something, or to look as if it could. Chance seldom finds one of them. */
export interface Plot {
  name: string;
  /** What is paid, for which cause and why; nothing where it is left out */
  goodwill?: { cause: GoodwillCause; why: UncoveredWhy };
  /** A second branch is found */
  fork?: true;
  steps: readonly Step[];
}

const customer = 0;
/** The till that stays in reach all the time, and takes what there is */
const spender = 2;
const minutesOfSixDays = 6 * 1_440;

const cut = (...tills: number[]): Step[] => tills.map((till) => ({ do: 'wire', till, state: 'cut' }));
const open = (till: number): Step => ({ do: 'open', till, customer, spend: 240 });
/** Both have a part of the balance for themselves: it is not known which tills the centre has chosen. */
const openAtBoth: readonly Step[] = [open(0), open(1)];
const spendAll: readonly Step[] = [{ do: 'pull', till: spender }, ...[700, 320, 150, 60, 60, 20, 20, 20].map((spend): Step => ({ do: 'sell', till: spender, customer, spend })), { do: 'push', till: spender }];
const commit = (...tills: number[]): Step[] => tills.map((till) => ({ do: 'commit', till, sale: 0 }));
/** The first word is of what the till did while it was away. */
const comeBack = (...tills: number[]): Step[] => tills.flatMap((till): Step[] => [{ do: 'wire', till, state: 'up' }, { do: 'push', till }, { do: 'pull', till }]);
const hearAll = [0, 1, 2].flatMap((till): Step[] => [{ do: 'pull', till }, { do: 'push', till }, { do: 'pull', till }]);
const policy = (name: Extract<Step, { do: 'policy' }>['policy']): Step[] => [{ do: 'policy', policy: name }, { do: 'jobs' }, ...hearAll, { do: 'jobs' }, ...hearAll];

export const plots: readonly Plot[] = [
  {
    name: 'a till of an unknown time finishes what it began when it had an allowance',
    goodwill: { cause: 'clock', why: 'allowance-late' },
    steps: [
      ...cut(0, 1), ...openAtBoth, { do: 'clock', till: 0, fault: 'a-week-back' }, { do: 'clock', till: 1, fault: 'a-week-back' },
      { do: 'pass', minutes: minutesOfSixDays }, { do: 'jobs' }, ...spendAll, ...commit(0, 1), ...comeBack(0, 1),
    ],
  },
  {
    name: 'a till was silent until its allowance was used again',
    goodwill: { cause: 'risk-policy', why: 'allowance-reused' },
    steps: [...cut(0, 1), ...openAtBoth, { do: 'pass', minutes: minutesOfSixDays }, { do: 'jobs' }, ...spendAll, ...commit(0, 1), ...comeBack(0, 1)],
  },
  {
    name: 'a restored till finishes a sale of its former journal',
    goodwill: { cause: 'restore', why: 'allowance-replaced' },
    steps: [
      ...cut(0, 1), ...openAtBoth, ...[0, 1].flatMap((till): Step[] => [{ do: 'backup', till }, { do: 'restore', till }]), ...comeBack(0, 1), { do: 'jobs' },
      ...spendAll, ...commit(0, 1), ...comeBack(0, 1),
    ],
  },
  {
    name: 'a restored till finishes a sale whose hold it had given back',
    goodwill: { cause: 'risk-policy', why: 'hold-released' },
    steps: [open(0), { do: 'backup', till: 0 }, { do: 'drop', till: 0, sale: 0 }, { do: 'push', till: 0 }, { do: 'restore', till: 0 }, ...spendAll, ...commit(0), ...comeBack(0)],
  },
  {
    name: 'a restored centre has forgotten a hold',
    goodwill: { cause: 'restore', why: 'hold-unknown' },
    steps: [{ do: 'centre-backup' }, open(0), { do: 'centre-restore' }, ...spendAll, ...commit(0), ...comeBack(0)],
  },
  {
    name: 'a restored centre has forgotten allowances',
    goodwill: { cause: 'restore', why: 'allowance-unknown' },
    steps: [
      ...policy('never'), { do: 'centre-backup' }, ...policy('allowance'), ...cut(0, 1), ...openAtBoth, { do: 'centre-restore' }, ...spendAll, ...commit(0, 1), ...comeBack(0, 1),
    ],
  },
  {
    name: 'a restored centre has forgotten what it added to allowances',
    goodwill: { cause: 'restore', why: 'allowance-forgotten' },
    steps: [
      ...policy('never'), ...policy('small-allowance'), ...cut(0, 1), ...[0, 1].map((till): Step => ({ do: 'sell', till, customer, spend: 50 })), ...[0, 1].map((till): Step => ({ do: 'sell', till, customer, spend: 50 })),
      ...comeBack(0, 1), { do: 'centre-backup' }, ...policy('allowance'), ...cut(0, 1), ...openAtBoth, { do: 'centre-restore' }, ...spendAll, ...commit(0, 1), ...comeBack(0, 1),
    ],
  },
  {
    name: 'the programme lets tills spend on its risk',
    goodwill: { cause: 'risk-policy', why: 'risk-limit' },
    steps: [...policy('risk-limit'), ...cut(0), ...spendAll, ...[150, 150].map((spend): Step => ({ do: 'sell', till: 0, customer, spend })), ...comeBack(0)],
  },
  {
    name: 'a hold ended before its receipt arrived',
    goodwill: { cause: 'risk-policy', why: 'hold-expired' },
    steps: [open(0), ...cut(0), { do: 'pass', minutes: 400 }, { do: 'jobs' }, ...spendAll, ...commit(0), ...comeBack(0)],
  },
  {
    name: 'a cloned disk finishes the same sales once more',
    fork: true,
    steps: [open(0), ...cut(0), open(0), { do: 'clone', till: 0 }, ...cut(3), ...commit(0, 3, 0, 3), ...comeBack(0, 3), ...spendAll],
  },
  {
    name: 'a disk is cloned before it sells, and both spend one allowance',
    fork: true,
    steps: [...cut(0, 1), { do: 'clone', till: 0 }, { do: 'clone', till: 1 }, ...cut(3, 4), ...[0, 1, 3, 4].map(open), ...spendAll, ...commit(0, 1, 3, 4), ...comeBack(3, 0, 1, 4)],
  },
  {
    name: 'clocks that are plausible and wrong',
    steps: [...cut(0, 1), { do: 'clock', till: 0, fault: 'ten-days-ahead' }, { do: 'clock', till: 1, fault: 'a-year-ahead' }, ...openAtBoth, ...commit(0, 1), ...spendAll, ...comeBack(0, 1)],
  },
];

/** In words: what of it did not come about, by what a history counted. */
export function unlike({ name, goodwill, fork }: Plot, counts: ReadonlyMap<string, number>): string[] {
  const paid = [...counts.keys()].filter((what) => what.startsWith('goodwill '));
  const wanted = goodwill === undefined ? [] : [`goodwill ${goodwill.cause} ${goodwill.why}`];
  return [
    ...(paid.join() === wanted.join() ? [] : [`${name}: ${paid.join(', ') || 'no goodwill'} instead of ${wanted.join() || 'none'}`]),
    ...((counts.get('fork') ?? 0) > 0 === (fork === true) ? [] : [`${name}: ${fork === true ? 'no' : 'a'} second branch was found`]),
  ];
}

/** The plot's steps in their order, at random places among the others. */
export function woven(random: Random, plot: Plot, others: readonly Step[]): Step[] {
  const places = plot.steps.map(() => random.between(0, others.length)).toSorted((a, b) => a - b);
  return [...others.keys(), others.length].flatMap((place) => [...plot.steps.filter((_step, index) => places[index] === place), ...others.slice(place, place + 1)]);
}
