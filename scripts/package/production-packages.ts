import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One package on the disk. */
export interface PlacedPackage {
  name: string;
  /** Its folder, absolute */
  folder: string;
  /** Where it belongs below the release: `node_modules/…`, nested as npm nested it */
  place: string;
}

interface Manifest {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/**
 * These packages and all that they need at run time, as npm has laid them out below `root`. Optional ones that are not installed are left out.
 * @throws where one that is needed is missing
 */
export function productionPackages(root: string, names: readonly string[]): PlacedPackage[] {
  const found = new Map<string, PlacedPackage>();
  const add = (name: string, from: string, isOptional: boolean): void => {
    const folder = findPackage(name, from, root);
    if (folder === undefined) {
      if (isOptional) return;
      throw new Error(`the package ${name}, which ${from} needs, is not installed`);
    }
    if (found.has(folder)) return;
    found.set(folder, { name, folder, place: folder.slice(root.length + 1) });
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    for (const needed of Object.keys(optionalDependencies)) add(needed, folder, true);
    for (const needed of Object.keys(dependencies)) if (!(needed in optionalDependencies)) add(needed, folder, false);
  };
  for (const name of names) add(name, root, false);
  return [...found.values()].toSorted((one, other) => (one.place < other.place ? -1 : 1));
}

/** As Node looks: in the `node_modules` of the folder, then of those above it, up to `root`. */
function findPackage(name: string, from: string, root: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const here = join(folder, 'node_modules', name);
    if (existsSync(join(here, 'package.json'))) return here;
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}
