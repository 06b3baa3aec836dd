/** What is wrong with a part of the bundle, and where: `path` is a JSON pointer, from the part that was asked about. */
export interface Problem {
  path: string;
  detail: string;
}

/** The ids that parts of a bundle may name. */
export interface KnownNames {
  stores: ReadonlySet<string>;
  regions: ReadonlySet<string>;
  tiers: ReadonlySet<string>;
  categories: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  cardSchemes: ReadonlySet<string>;
  flags: ReadonlySet<string>;
  coupons: ReadonlySet<string>;
  externalProgrammes: ReadonlySet<string>;
}

/** The same problem, seen from further out. Paths are made only once something is wrong: a sound bundle has ten thousand promotions. */
export function below(path: string, problem: Problem | undefined): Problem | undefined {
  return problem === undefined ? undefined : { path: path + problem.path, detail: problem.detail };
}

/**
 * The first problem among the parts of a list; `path` is the list's. `names` are handed on to `find`, for what is asked of every part of a bundle: a function made to hold them
 * makes room for that in whoever makes it, at each call, also where there is no list.
 */
export function findFirst<T>(path: string, parts: readonly T[], find: (part: T) => Problem | undefined): Problem | undefined;
export function findFirst<T>(path: string, parts: readonly T[], find: (part: T, names: KnownNames) => Problem | undefined, names: KnownNames): Problem | undefined;
export function findFirst<T>(path: string, parts: readonly T[], find: (part: T, names: never) => Problem | undefined, names?: KnownNames): Problem | undefined {
  for (let index = 0; index < parts.length; index += 1) {
    const problem = find(parts[index] as T, names as never);
    if (problem !== undefined) return below(`${path}/${index}`, problem);
  }
  return undefined;
}

/** The first id of a list that is not known; `noun` says what it should name. A list that is left out names nothing. */
export function findUnknown(path: string, ids: readonly string[] | undefined, known: ReadonlySet<string>, noun: string): Problem | undefined {
  if (ids === undefined) return undefined;
  for (let index = 0; index < ids.length; index += 1) {
    const problem = findUnknownId(`${path}/${index}`, ids[index] ?? '', known, noun);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export function findUnknownId(path: string, id: string, known: ReadonlySet<string>, noun: string): Problem | undefined {
  return known.has(id) ? undefined : { path, detail: `names ${noun} "${id}", which is not there` };
}

/** A range that no value lies in. */
export function findEmptyRange(path: string, from: number | undefined, to: number | undefined, words: string): Problem | undefined {
  return from === undefined || to === undefined || from <= to ? undefined : { path, detail: `${words} ${to} is below ${from}, where it begins` };
}
