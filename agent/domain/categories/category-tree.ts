export interface CategoryNode {
  id: string;
  parentId?: string;
}

/** Each category's own id and the ids of all categories below it. Throws `RangeError` on a cycle: `findCategoryCycle` must have said that there is none. */
export function categorySubtrees(categories: readonly CategoryNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const subtrees = new Map<string, Set<string>>(categories.map(({ id }) => [id, new Set([id])]));
  const parents = parentIds(categories);
  for (const { id } of categories) {
    let steps = 0;
    for (let above = parents.get(id); above !== undefined; above = parents.get(above)) {
      subtrees.get(above)?.add(id);
      steps += 1;
      if (steps > categories.length) throw new RangeError(`category ${id} lies below itself`);
    }
  }
  return subtrees;
}

/** Each category's own id and the ids of all categories above it, from the bottom up. Throws `RangeError` on a cycle. */
export function categoryPaths(categories: readonly CategoryNode[]): ReadonlyMap<string, readonly string[]> {
  const parents = parentIds(categories);
  return new Map(categories.map(({ id }) => {
    const path: string[] = [];
    for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) {
      path.push(at);
      if (path.length > categories.length) throw new RangeError(`category ${id} lies below itself`);
    }
    return [id, path];
  }));
}

/** A category that lies below itself, or undefined. */
export function findCategoryCycle(categories: readonly CategoryNode[]): string | undefined {
  const parents = parentIds(categories);
  const isSound = new Set<string>();
  for (const { id } of categories) {
    const path = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !isSound.has(at); at = parents.get(at)) {
      if (path.has(at)) return at;
      path.add(at);
    }
    for (const sound of path) isSound.add(sound);
  }
  return undefined;
}

function parentIds(categories: readonly CategoryNode[]): Map<string, string> {
  return new Map(categories.flatMap(({ id, parentId }) => (parentId === undefined ? [] : [[id, parentId] as const])));
}
