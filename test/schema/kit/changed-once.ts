import fc from 'fast-check';

const strange: readonly unknown[] = [null, true, -1, 0, 1, 1.5, 2 ** 51, 2 ** 60, '', 'x', 'two words', '2026-02-30', '2026-13-01', 'é'.repeat(81), '😀', [], {}, [null], { kind: 'all' }, { kind: 'nothing-known' }];

/** The value with one of its parts left out, put in another's place, or given a field more. Most are wrong, some are not. */
export function changedOnce(good: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(good, []);
  return fc.record({ path: fc.constantFrom(...paths), other: fc.constantFrom(...strange), how: fc.constantFrom('replace', 'remove', 'add', 'copy'), from: fc.constantFrom(...paths) })
    .map(({ path, other, how, from }) => changed(good, path, how, other, from));
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, Array.isArray(value) ? Number(key) : key]))];
}

function changed(good: unknown, path: Path, how: string, other: unknown, from: Path): unknown {
  const whole = { root: structuredClone(good) };
  const full: Path = ['root', ...path];
  const key = full.at(-1) ?? 'root';
  const parent = at(whole, full.slice(0, -1)) as Record<string | number, unknown>;
  const target = parent[key];
  if (how === 'remove' && path.length > 0) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  } else if (how === 'add' && typeof target === 'object' && target !== null && !Array.isArray(target)) {
    Object.assign(target, { surplus: other });
  } else {
    parent[key] = how === 'copy' ? structuredClone(at(good, from)) : other;
  }
  return whole.root;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((part, key) => (part as Record<string | number, unknown>)[key], value);
}
