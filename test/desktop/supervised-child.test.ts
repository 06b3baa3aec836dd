import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SupervisedChild } from '../../agent/desktop/supervised-child.ts';

describe('a supervised child', () => {
  let folder: string;
  let child: SupervisedChild | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'till-child-'));
  });
  afterEach(async () => {
    await child?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const program = (text: string): string => {
    const path = join(folder, 'program.mjs');
    writeFileSync(path, text);
    return path;
  };
  const timing = { backoffMs: [10] as const, healthyAfterMs: 60_000, readyTimeoutMs: 20_000, killAfterMs: 2_000 };

  it('fails at once where the system gives no process, and can be stopped', async () => {
    child = new SupervisedChild({ name: 'agent', runs: { node: '/no/such/node', program: program('') }, args: ['agent'], announce: () => undefined });
    await expect(child.start()).rejects.toMatchObject({ code: 'agent-failed', exitCode: 1, message: expect.stringContaining('could not be started') as string });
    await child.stop();
    expect(child.pid).toBeUndefined();
  });

  it('tells why its first start failed in its own words, and does not go on', async () => {
    const said: string[] = [];
    const refuses = program(`process.send({ type: 'failed', code: 'home-locked', sentence: 'another agent runs', exitCode: 2 }, () => process.exit(2));`);
    child = new SupervisedChild({ name: 'agent', runs: { node: process.execPath, program: refuses }, args: [], announce: (line) => said.push(line), timing });
    await expect(child.start()).rejects.toMatchObject({ code: 'home-locked', exitCode: 2, message: 'another agent runs' });
    expect(said).toEqual([]);
  });

  it('that keeps trying starts again until it is ready, and says why it was not', async () => {
    const said: string[] = [];
    const path = join(folder, 'tried');
    const second = program(`import { existsSync, writeFileSync } from 'node:fs';
      if (existsSync(${JSON.stringify(path)})) { process.send({ type: 'ready', url: 'http://127.0.0.1:1' }); setInterval(() => {}, 1000); }
      else { writeFileSync(${JSON.stringify(path)}, ''); process.send({ type: 'failed', code: 'not-enrolled', sentence: 'this till is not enrolled', exitCode: 2 }, () => process.exit(2)); }`);
    child = new SupervisedChild({ name: 'agent', runs: { node: process.execPath, program: second }, args: [], announce: (line) => said.push(line), keepsTrying: true, timing });
    expect(await child.start()).toBe('http://127.0.0.1:1');
    expect(said).toEqual(['the agent stopped (this till is not enrolled); it starts again in 0.01 s', 'the agent runs again']);
  });

  it('that keeps trying can be stopped between two tries', async () => {
    const refuses = program('process.exit(1);');
    const waits = new SupervisedChild({ name: 'agent', runs: { node: process.execPath, program: refuses }, args: [], announce: () => told(), keepsTrying: true, timing: { ...timing, backoffMs: [60_000] } });
    let told: () => void = () => undefined;
    const failed = new Promise<void>((resolve) => {
      told = resolve;
    });
    void waits.start();
    await failed;
    await waits.stop();
    expect(waits.pid).toBeUndefined();
  });

  it('that waits for its next try starts at once when somebody is in a hurry', async () => {
    const path = join(folder, 'tried');
    const second = program(`import { existsSync, writeFileSync } from 'node:fs';
      if (existsSync(${JSON.stringify(path)})) { process.send({ type: 'ready', url: 'http://127.0.0.1:1' }); setInterval(() => {}, 1000); }
      else { writeFileSync(${JSON.stringify(path)}, ''); process.exit(1); }`);
    child = new SupervisedChild({ name: 'agent', runs: { node: process.execPath, program: second }, args: [], announce: () => setImmediate(() => child?.hurry()), keepsTrying: true, timing: { ...timing, backoffMs: [600_000] } });
    expect(await child.start()).toBe('http://127.0.0.1:1');
  });
});
