/** Each category with all below it (`categorySubtrees`) */
export type Subtrees = ReadonlyMap<string, ReadonlySet<string>>;

/** The place of each category among all. Selectors look goods up by it: a number in a table is found in a fraction of the time that an id in a set takes. */
export function categoryNumbers(subtrees: Subtrees): ReadonlyMap<string, number> {
  return new Map(Array.from(subtrees.keys(), (id, number) => [id, number]));
}

/** By the number of a category: 1 where it is one of these, or lies below one. */
export function tableOfCategories(ids: readonly string[], subtrees: Subtrees): Uint8Array {
  const below = new Set(ids.flatMap((id) => [...(subtrees.get(id) ?? [])]));
  return Uint8Array.from(subtrees.keys(), (id) => (below.has(id) ? 1 : 0));
}
