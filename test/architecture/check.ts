import { posix } from 'node:path';
import { importsOf, type ImportFound } from './imports.ts';
import { zoneOf, type Zone } from './zones.ts';

/** One file of the project: its path from the root with `/`, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

export const maxLines = 400;

/** Paths that exist on one machine only. Built from parts, so that this file does not contain what it looks for. */
const machinePath = new RegExp(`(?<=['"\`\\s(=])/(${['work', 'root', 'home', 'Users', 'mnt', 'workspace'].join('|')})/[A-Za-z0-9._-]+|[A-Z]:\\\\\\\\?Users`);

/** @returns one sentence for each breach, with the file and the line. */
export function breaches(files: readonly SourceFile[], installedPackages: ReadonlySet<string>): string[] {
  const known = new Set(files.map((file) => file.path));
  return files.flatMap((file) => [...textBreaches(file), ...(isSource(file.path) ? importBreaches(file, known, installedPackages) : [])]);
}

export function isSource(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}

function textBreaches({ path, text }: SourceFile): string[] {
  const lines = text.split('\n');
  const found: string[] = [];
  // A last empty line is the end of the line before.
  const count = lines.length - (lines.at(-1) === '' ? 1 : 0);
  if (isSource(path) && count > maxLines) found.push(`${path}: ${count} lines, more than ${maxLines}`);
  lines.forEach((line, index) => {
    const match = machinePath.exec(line);
    if (match !== null) found.push(`${path}:${index + 1}: the path ${match[0]} exists on one machine only`);
  });
  return found;
}

function importBreaches(file: SourceFile, known: ReadonlySet<string>, installedPackages: ReadonlySet<string>): string[] {
  const zone = zoneOf(file.path);
  if (zone === undefined) return [`${file.path}: no folder of DESIGN §3`];
  return importsOf(file.path, file.text).flatMap((found) => {
    const why = found.specifier === undefined ? computed(zone) : found.specifier.startsWith('.') ? ours(zone, file.path, found.specifier, known) : foreign(zone, found.specifier, installedPackages);
    return why === undefined ? [] : [describe(file, found, why)];
  });
}

function describe(file: SourceFile, found: ImportFound, why: string): string {
  return `${file.path}:${found.line}: ${why}`;
}

function computed(zone: Zone): string | undefined {
  return zone.at === 'test' ? undefined : 'imports something computed, which nobody can check';
}

function ours(zone: Zone, from: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')));
  if (target.startsWith('..')) return `${specifier} lies outside the project`;
  const targetZone = zoneOf(target);
  if (targetZone === undefined) return zone.at === 'test' || zone.imports === '*' ? undefined : `${target} is no folder of DESIGN §3`;
  if (isSource(target) && !known.has(target)) return `${target} does not exist`;
  if (targetZone === zone) return undefined;
  // only the tests' own settings name them
  if (targetZone.at === 'test' && !(zone.imports !== '*' && zone.imports.includes('test'))) return `imports test code: ${target}`;
  if (zone.imports === '*' || zone.imports.includes(targetZone.at)) return undefined;
  return `${zone.at} may not import ${targetZone.at}: ${target}`;
}

function foreign(zone: Zone, specifier: string, installedPackages: ReadonlySet<string>): string | undefined {
  if (specifier.startsWith('node:')) {
    return zone.packages === '*' || zone.packages.includes('node:*') || zone.packages.includes(specifier) ? undefined : `${zone.at} may not import ${specifier}`;
  }
  const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  if (!installedPackages.has(name)) return `package.json does not name ${name}`;
  return zone.packages === '*' || zone.packages.includes(name) ? undefined : `${zone.at} may not import the package ${name}`;
}
