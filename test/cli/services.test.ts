import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoShopFolder } from '../../agent/cli/project.ts';
import { makeEnrolmentCode } from '../../agent/cli/start/enrolment-code.ts';
import { closeServer, freePort, takePort } from './support/ports.ts';
import { runTill, spawnTill, type TillRun } from './support/till-process.ts';

/** `till central` and `till agent` as a system service starts them: alone, without a channel to a parent. */
describe('till central and till agent by themselves', () => {
  let folder = '';
  let central: TillRun;
  let centralUrl = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'till services '));
    central = spawnTill(['central', '--home', join(folder, 'central'), '--port', '0', '--shop', demoShopFolder]);
    centralUrl = /http:\S+/.exec(await central.until(/central ready: http/))?.[0] ?? '';
  });
  afterAll(() => {
    central.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('the central says that its database is for the demo only', () => {
    expect(central.said().stdout).toBe(`central ready: ${centralUrl} (embedded PGlite does not sync to disk: for the demo and for tests only)\n`);
  });

  it('an agent that was never enrolled says so in one line', async () => {
    const ended = await runTill(['agent', '--home', join(folder, 'nobody'), '--port', '0']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^till: [^\n]+ \(not-enrolled\)\n$/);
  });

  it('an agent with a wrong code says so in one line', async () => {
    const ended = await runTill(['agent', '--home', join(folder, 'nobody'), '--port', '0', '--central', centralUrl, '--enrol', 'not-a-code-at-all']);
    expect(ended).toMatchObject({ stdout: '' });
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toMatch(/^till: [^\n]+ \(enrolment-failed\)\n$/);
  });

  it('an agent enrols with the code of its environment and prints a link that lets one browser in, once', async () => {
    const code = await makeEnrolmentCode({ url: centralUrl, home: join(folder, 'central') }, { tillId: 'till-9', tillName: 'Касса 9', storeId: 'almaty-1' });
    const agent = spawnTill(['agent', '--home', join(folder, 'till'), '--port', '0', '--central', centralUrl], { env: { TILL_ENROL_CODE: code } });
    const link = /http:\S+/.exec(await agent.until(/agent ready: http/))?.[0] ?? '';
    const enter = () => fetch(link, { redirect: 'manual' });
    expect((await enter()).headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict/i);
    expect((await enter()).status).toBe(401);
    agent.child.kill('SIGTERM');
    expect(await agent.ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'till', 'identity.json'), 'utf8'))).toMatchObject({ tillId: 'till-9', centralUrl });
  });

  it('an agent that knows its central needs nothing but its home', async () => {
    const port = await freePort();
    const agent = spawnTill(['agent', '--home', join(folder, 'till'), '--port', String(port), '--page', 'open']);
    expect(await agent.until(/agent ready/)).toBe(`agent ready: http://127.0.0.1:${port}/\n`);
    agent.child.kill('SIGINT');
    expect((await agent.ended).code).toBe(0);
  });

  it.each([
    ['agent', () => ['agent', '--home', join(folder, 'till')]],
    ['central', () => ['central', '--home', join(folder, 'central 2')]],
  ])('%s says in one line that its port is taken', async (_, args) => {
    const port = await freePort();
    const other = await takePort(port);
    const ended = await runTill([...args(), '--port', String(port)]);
    await closeServer(other);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^till: [^\n]+ \(port-taken\)\n$/);
  });

  it('a second central in the same home says in one line that it is in use', async () => {
    const ended = await runTill(['central', '--home', join(folder, 'central'), '--port', '0']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^till: [^\n]+ \(home-locked\)\n$/);
  });

  it('writes its log as JSON to stderr, and nothing else', async () => {
    const agent = spawnTill(['agent', '--home', join(folder, 'till'), '--port', '0'], { env: { TILL_LOG: 'info' } });
    await agent.until(/agent ready/);
    agent.child.kill('SIGTERM');
    const { stderr } = await agent.ended;
    const lines = stderr.trim().split('\n').map((line) => JSON.parse(line) as { name: string; level: number; msg: string });
    expect(lines.map((line) => line.msg)).toContain('stopping');
    expect(new Set(lines.map((line) => line.name))).toEqual(new Set(['agent']));
  });

  it('goes on when nobody reads its output any more', async () => {
    const port = await freePort();
    const agent = spawnTill(['agent', '--home', join(folder, 'till'), '--port', String(port)], { env: { TILL_LOG: 'trace' } });
    await agent.until(/agent ready/);
    agent.child.stdout?.destroy();
    agent.child.stderr?.destroy();
    for (let call = 0; call < 5; call += 1) expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    agent.child.kill('SIGTERM');
    expect((await agent.ended).code).toBe(0);
  });

  it('the central ends cleanly at SIGTERM', async () => {
    central.child.kill('SIGTERM');
    expect(await central.ended).toMatchObject({ code: 0, stderr: '' });
  });
});
