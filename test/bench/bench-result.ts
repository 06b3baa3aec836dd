/** A requirement as a number that this run can fail. */
export interface Goal {
  name: string;
  /** In words: "≤ 1.5" */
  goal: string;
  value: number;
  ok: boolean;
}

export interface BenchResult {
  name: string;
  /** What was measured; the unit stands in the name */
  measures: Record<string, number>;
  goals: Goal[];
}

/** Narrows a bench for profiling; one that has nothing to choose ignores it. */
export interface BenchOptions {
  /** Of `pricing`: `10x1000,50x1000`, lines × promotions */
  cells?: string;
  /** Of `pricing`: `floor,engine` */
  only?: string;
  /** Large sizes: minutes instead of seconds */
  full?: true;
  /** Of the `sync` benches: how many, whatever the size */
  operations?: number;
  /** Of `sync-growth`: up to how many ledger rows */
  rows?: number;
  /** Of `sync-tills`: how many */
  tills?: number;
  /** Of `sync-drain`: a folder with another checkout, whose central is measured in turns with this one's */
  against?: string;
  /** Of `sync-drain`: a folder for CPU profiles of the central */
  profile?: string;
  /** Of `cache`, `drivers` and `page`: how many */
  cards?: number;
}

/** One measurement: it tells what it does line by line, and cleans up after itself. */
export interface Bench {
  name: string;
  about: string;
  run: (tell: (line: string) => void, options: BenchOptions) => Promise<BenchResult>;
}

export function atMost(name: string, value: number, limit: number): Goal {
  return { name, goal: `≤ ${limit}`, value: rounded(value), ok: value <= limit };
}

export function atLeast(name: string, value: number, limit: number): Goal {
  return { name, goal: `≥ ${limit}`, value: rounded(value), ok: value >= limit };
}

/** Goals count at the size at which they are stated; a smaller run measures, and says that it judges nothing. */
export function judgedAt(stated: { size: number; of: string }, size: number, goals: readonly Goal[], tell: (line: string) => void): Goal[] {
  if (size >= stated.size) return [...goals];
  for (const { name, goal, value } of goals) tell(`not judged below ${stated.size} ${stated.of} (--full): ${name}: ${value} (goal ${goal})`);
  return [];
}

/** Three digits after the point: more would only be noise. */
export function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
