import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import type TypeOfTypebox from 'typebox';
import type { Compile as CompileOfTypebox } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledName, bundledPackages, bundledUrls } from '../../agent/cli/packages/bundled-packages.ts';

describe('bundled packages', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'till-packages-'));
    await build({ configFile: fileURLToPath(new URL('../../agent/cli/packages/vite.config.ts', import.meta.url)), logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(bundledPackages)('%s exports all that it exports from node_modules', async (name) => {
    const own = (module: object): string[] => Object.keys(module).filter((key) => key !== 'module.exports').sort();
    const bundled = (await import(pathToFileURL(join(folder, `${bundledName(name)}.mjs`)).href)) as object;
    expect(own(bundled)).toEqual(expect.arrayContaining(own((await import(name)) as object)));
  });

  it('is one copy of typebox, whichever of its names is imported', async () => {
    const url = (name: string): string => bundledUrls(folder).get(name) ?? '';
    const { default: Type } = (await import(url('typebox'))) as { default: typeof TypeOfTypebox };
    const { Compile } = (await import(url('typebox/compile'))) as { Compile: typeof CompileOfTypebox };
    const check = Compile(Type.Object({ points: Type.Integer() }));
    expect([check.Check({ points: 1 }), check.Check({ points: 'one' })]).toEqual([true, false]);
  });
});
