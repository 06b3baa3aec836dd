import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../agent/cli/project.ts';
import { agentBuild } from '../../agent/cli/start/web-build.ts';
import type * as agent from '../../agent/host/start-agent.ts';

interface Chunk {
  code: string;
  moduleIds: string[];
}

describe('the bundled agent', () => {
  let folder: string;
  let chunks: Chunk[];
  beforeAll(async () => {
    // within the project, so that it finds the packages that stay outside
    mkdirSync(join(projectRoot, 'build'), { recursive: true });
    folder = mkdtempSync(join(projectRoot, 'build', 'test-agent-'));
    const built = (await build({ configFile: join(projectRoot, agentBuild.config), logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })) as unknown as { output: Partial<Chunk>[] };
    chunks = built.output.flatMap(({ code, moduleIds }) => (code === undefined || moduleIds === undefined ? [] : [{ code, moduleIds }]));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is made of nothing whose change would go unnoticed', () => {
    const own = chunks.flatMap(({ moduleIds }) => moduleIds).filter((id) => id.startsWith(projectRoot) && !id.includes(`${sep}node_modules${sep}`));
    const sources = own.map((id) => relative(projectRoot, id).split(sep).join('/'));
    expect(sources.filter((source) => !agentBuild.sources.some((watched) => source === watched || source.startsWith(`${watched}/`)))).toEqual([]);
    expect(sources).toEqual(expect.arrayContaining(['agent/host/start-agent.ts', 'agent/host/cache/snapshot-builder.ts', 'agent/storage/journal/archive-worker.ts']));
  });

  it('has its threads beside it', () => {
    const threads = chunks.flatMap(({ code }) => [...code.matchAll(/besideThis\("([^"]+)", import\.meta\.url\)/g)]).map(([, named = '']) => `${named}.mjs`);
    expect(threads.toSorted()).toEqual(['archive-worker.mjs', 'snapshot-builder.mjs']);
    expect(threads.filter((thread) => !existsSync(join(folder, thread)))).toEqual([]);
  });

  it('runs as the sources do', async () => {
    const { startAgent } = (await import(pathToFileURL(join(folder, 'start-agent.mjs')).href)) as typeof agent;
    const log = {} as agent.AgentOptions['log'];
    await expect(startAgent({ home: folder, host: '10.0.0.1', port: 0, pageAccess: 'link', log })).rejects.toMatchObject({ code: 'host-not-loopback' });
  });
});
