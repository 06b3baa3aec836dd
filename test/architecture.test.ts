import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { breaches, isSource, maxLines, type SourceFile } from './architecture/check.ts';
import { importsOf } from './architecture/imports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['agent', 'drivers', 'sync', 'ui', 'scripts', 'test', 'docs', '.ci'];
const rootFiles = ['vitest.config.ts', 'package.json', 'tsconfig.json', '.oxlintrc.json', 'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const textFiles = /\.([cm]?[jt]sx?|json|md|html|css|sql|sh)$/;

function projectFiles(): SourceFile[] {
  const present = readdirSync(root);
  const inFolders = folders.filter((folder) => present.includes(folder)).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && textFiles.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      // The bench installs its peers in a folder of its own.
      .filter((path) => !path.includes('/node_modules/')),
  );
  return [...inFolders, ...rootFiles.filter((file) => present.includes(file))].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function packagesOfProject(): Set<string> {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
  return new Set([...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})]);
}

describe('the architecture of DESIGN §3', () => {
  it('holds for every import of every source file', () => {
    const files = projectFiles();
    expect(files.filter((file) => isSource(file.path)).length).toBeGreaterThan(50);
    expect(breaches(files, packagesOfProject())).toEqual([]);
  });
});

describe('the checker of the architecture', () => {
  const packages = new Set(['typebox', 'canonicalize', 'rxjs', 'better-sqlite3', 'fastify', 'react', 'vitest']);
  const others: SourceFile[] = [
    'agent/contract/sale.ts', 'agent/domain/money/rounding.ts', 'agent/host/start-agent.ts', 'agent/ports/clock.ts', 'agent/storage/journal/open-journal.ts', 'agent/usecases/commit-sale.ts',
    'sync/central/start-central.ts', 'sync/engine/sync-engine.ts', 'sync/protocol/messages.ts', 'test/kit/fault-proxy.ts', 'drivers/core/device.ts', 'ui/app.tsx',
  ].map((path) => ({ path, text: 'export {};\n' }));
  const check = (path: string, text: string) => breaches([...others.filter((file) => file.path !== path), { path, text }], packages);

  it.each([
    ['domain importing a port', 'agent/domain/price.ts', "import type { Clock } from '../ports/clock.ts';", 'agent/domain may not import agent/ports'],
    ['domain importing Node', 'agent/domain/price.ts', "import { createHash } from 'node:crypto';", 'agent/domain may not import node:crypto'],
    ['domain importing rxjs', 'agent/domain/price.ts', "import { map } from 'rxjs';", 'agent/domain may not import the package rxjs'],
    ['domain importing by a type expression', 'agent/domain/price.ts', "export type C = import('../ports/clock.ts').Clock;", 'agent/domain may not import agent/ports'],
    ['domain importing dynamically', 'agent/domain/price.ts', "export const c = await import('../ports/clock.ts');", 'agent/domain may not import agent/ports'],
    ['contract re-exporting a port', 'agent/contract/a.ts', "export type { Clock } from '../ports/clock.ts';", 'agent/contract may not import agent/ports'],
    ['use cases importing storage', 'agent/usecases/a.ts', "import { openJournal } from '../storage/journal/open-journal.ts';", 'agent/usecases may not import agent/storage'],
    ['use cases importing the contract', 'agent/usecases/a.ts', "import { SaleView } from '../contract/sale.ts';", 'agent/usecases may not import agent/contract'],
    ['storage importing sync', 'agent/storage/a.ts', "import { sync } from '../../sync/engine/sync-engine.ts';", 'agent/storage may not import sync/engine'],
    ['drivers importing storage', 'drivers/core/a.ts', "import { openJournal } from '../../agent/storage/journal/open-journal.ts';", 'drivers may not import agent/storage'],
    ['the engine importing the central', 'sync/engine/a.ts', "import { startCentral } from '../central/start-central.ts';", 'sync/engine may not import sync/central'],
    ['the central importing the engine', 'sync/central/a.ts', "export * from '../engine/sync-engine.ts';", 'sync/central may not import sync/engine'],
    ['host importing the central', 'agent/host/a.ts', "import { startCentral } from '../../sync/central/start-central.ts';", 'agent/host may not import sync/central'],
    ['a worker of another folder', 'agent/storage/a.ts', "new Worker(new URL('../host/start-agent.ts', import.meta.url));", 'agent/storage may not import agent/host'],
    ['a worker named without a dot', 'agent/storage/a.ts', "new Worker(new URL('missing.ts', import.meta.url));", 'agent/storage/missing.ts does not exist'],
    ['the page importing the domain', 'ui/state/a.ts', "import { half } from '../../agent/domain/money/rounding.ts';", 'ui may not import agent/domain'],
    ['the page importing Node', 'ui/state/a.ts', "import { readFileSync } from 'node:fs';", 'ui may not import node:fs'],
    ['anything importing tests', 'agent/cli/a.ts', "import { startFaultProxy } from '../../test/kit/fault-proxy.ts';", 'imports test code'],
    ['a package that is not installed', 'agent/host/a.ts', "import express from 'express';", 'package.json does not name express'],
    ['a package that another folder has', 'agent/domain/a.ts', "import x from 'fastify/lib/x.js';", 'may not import the package fastify'],
    ['an import that is computed', 'agent/cli/a.ts', 'export const load = (name: string) => import(`./${name}.ts`);', 'imports something computed'],
    ['an import that leads out of the project', 'agent/cli/a.ts', "import '../../../elsewhere/a.ts';", 'outside the project'],
    ['an import of a file that is not there', 'agent/host/a.ts', "import '../ports/none.ts';", 'agent/ports/none.ts does not exist'],
    ['a folder that nobody planned', 'agent/helpers/a.ts', 'export {};', 'no folder of DESIGN §3'],
    ['a file that is too long', 'agent/host/a.ts', 'export {};\n'.repeat(maxLines + 1), `${maxLines + 1} lines`],
    ['a path of one machine', 'agent/host/a.ts', `const file = '${['', 'home', 'user', 'file'].join('/')}';`, 'exists on one machine only'],
  ])('finds %s', (_, path, text, expected) => {
    const found = check(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(path);
    expect(found[0]).toContain(expected);
  });

  it.each([
    ['domain', 'agent/domain/a.ts', "import Type from 'typebox';\nimport { half } from './money/rounding.ts';"],
    ['use cases', 'agent/usecases/a.ts', "import { createHash } from 'node:crypto';\nimport type { Clock } from '../ports/clock.ts';"],
    ['host', 'agent/host/a.ts', "import Fastify from 'fastify';\nimport { createSyncEngine } from '../../sync/engine/sync-engine.ts';"],
    ['a full file', 'agent/host/a.ts', 'export {};\n'.repeat(maxLines)],
    ['a URL that names no code', 'agent/host/a.ts', "new URL('../../build/ui', import.meta.url);"],
    ['tests', 'test/a.test.ts', "import { it } from 'vitest';\nimport { price } from '../agent/domain/money/rounding.ts';"],
  ])('leaves %s alone', (_, path, text) => {
    expect(check(path, text)).toEqual([]);
  });

  it('names the line of an import', () => {
    expect(importsOf('a.ts', "\n\nimport { a } from './b.ts';\n")).toEqual([{ specifier: './b.ts', line: 3 }]);
  });

  it('refuses to judge a file that it cannot read', () => {
    expect(() => importsOf('a.ts', 'import {')).toThrow('a.ts');
  });
});
