import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Packages of which an agent loads hundreds of files at its start; `packages/vite.config.ts` makes a few of them. Node spends most of a start on finding,
 * reading and linking files, whatever stands in them. One that a program imports under another name is loaded from node_modules as ever.
 */
export const bundledPackages = ['typebox', 'typebox/compile', 'rxjs', 'fastify', '@fastify/cookie', '@fastify/static', 'pino', 'commander', 'canonicalize'] as const;

/** Where a package lies in the folder of the build, without `.mjs`. */
export function bundledName(name: string): string {
  return name.replace('@', '').replaceAll('/', '__');
}

/** Its address, by the name that programs import it under. */
export function bundledUrls(folder: string): ReadonlyMap<string, string> {
  return new Map(bundledPackages.map((name) => [name, pathToFileURL(join(folder, `${bundledName(name)}.mjs`)).href]));
}
