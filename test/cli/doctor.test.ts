import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interrupt, makeDemoHome, type DemoHome } from './support/demo-start.ts';
import { childOf, eventually, processesOf } from './support/processes.ts';
import { lastLine, runTill, type TillRun } from './support/till-process.ts';

interface Report {
  ok: boolean;
  home: string;
  checks: readonly { name: string; state: string; detail: string; todo?: string }[];
}

async function doctor(home: string): Promise<{ code: number | null; stdout: string; report: Report; stateOf: (name: string) => string | undefined }> {
  const { code, stdout, stderr } = await runTill(['doctor', '--home', home, '--json']);
  expect(stderr).toBe('');
  const report = JSON.parse(lastLine(stdout)) as Report;
  return { code, stdout, report, stateOf: (name) => report.checks.find((check) => check.name === name)?.state };
}

/** What `till diagnostics` packs. */
async function archive({ home }: DemoHome, name: string, env: Record<string, string>): Promise<{ said: unknown; parts: Record<string, unknown>; text: string }> {
  const out = join(home, name);
  const { code, stdout, stderr } = await runTill(['diagnostics', '--home', home, '--out', out, '--json'], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const texts = Object.entries(unzipSync(readFileSync(out))).map(([part, content]) => [part, new TextDecoder().decode(content)] as const);
  return { said: JSON.parse(lastLine(stdout)), parts: Object.fromEntries(texts.map(([part, text]) => [part, JSON.parse(text) as unknown])), text: texts.map(([, text]) => text).join('\n') };
}

/** One story: the doctor looks at a till that runs, then at what was done to it. */
describe('till doctor', () => {
  let shop: DemoHome;
  let run: TillRun;
  beforeAll(async () => {
    shop = await makeDemoHome();
    run = await shop.start();
  });
  afterAll(() => shop.remove());

  it('finds a till that runs in good health, from either folder', async () => {
    for (const home of [shop.home, join(shop.home, 'till')]) {
      const { code, stdout, report } = await doctor(home);
      expect(report.checks.filter((check) => check.state !== 'ok' && check.state !== 'skipped')).toEqual([]);
      expect({ code, ok: report.ok }).toEqual({ code: 0, ok: true });
      expect(report.checks.map((check) => check.name)).toEqual(['Node', 'durable commit', 'disk space', 'home permissions', 'journal', 'clock', 'agent', 'central', 'scanners', 'page', 'desktop window']);
      expect(stdout).toMatch(/^✓ agent: online \(ok\), queue 0, clock synced, journal full\/wal at \d+$/m);
      expect(stdout).toMatch(/^✓ central: answers at http/m);
      expect(stdout).toMatch(/^✓ clock: .* the central$/m);
    }
  });

  it('is in the archive for support, with all that the agent knows for who has the right, and with nobody', async () => {
    const { body } = await shop.api<{ sessionToken: string }>('POST', '/v1/session', { user: 'timur', pin: '6153' });
    const customer = { givenName: 'Айгерим', phone: { number: '87071234567' }, answers: { 'personal-data': { given: true, version: '2026-01' } } };
    expect((await shop.api('POST', '/v1/customers', customer)).body).toMatchObject({ accountId: expect.any(String) as string });
    const whole = await archive(shop, 'whole.zip', { TILL_OPERATOR_SESSION: body.sessionToken });
    expect(whole.said).toMatchObject({ from: 'agent', bytes: statSync(join(shop.home, 'whole.zip')).size });
    expect(statSync(join(shop.home, 'whole.zip')).mode & 0o777).toBe(0o600);
    expect(Object.keys(whole.parts).sort()).toEqual(['devices.json', 'diagnostics.json', 'doctor.json', 'journal.json', 'log.json', 'status.json', 'till.json']);
    expect(whole.parts['doctor.json']).toMatchObject({ checks: expect.arrayContaining([expect.objectContaining({ name: 'journal', state: 'ok' })]) as object[] });
    expect(whole.text).toContain('customer-registered');
    const token = readFileSync(join(shop.home, 'till', 'api.token'), 'utf8').trim();
    for (const secret of ['Айгерим', '87071234567', '77071234567', '6153', body.sessionToken, token]) expect(whole.text.split(/[^\p{L}\p{N}_-]/u)).not.toContain(secret);

    const own = await archive(shop, 'own.zip', {});
    expect(own.said).toMatchObject({ from: 'machine' });
    expect(Object.keys(own.parts).sort()).toEqual(['doctor.json', 'status.json', 'till.json']);
    expect(await runTill(['diagnostics', '--home', shop.home, '--out', join(shop.home, 'own.zip')])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/own\.zip cannot be written: .*\(cannot-write\)\n$/) as string });
    expect(await runTill(['diagnostics', '--home', shop.home])).toMatchObject({ code: 2, stdout: '' });
  });

  it('warns of a central that is away, and calls the till healthy all the same', async () => {
    process.kill(childOf(shop.home, 'central')!.pid, 'SIGSTOP');
    try {
      const { code, stateOf, report } = await doctor(shop.home);
      expect(stateOf('central')).toBe('warning');
      expect(report.checks.find((check) => check.name === 'central')?.todo).toContain('sells on');
      expect(code).toBe(0);
    } finally {
      process.kill(childOf(shop.home, 'central')!.pid, 'SIGCONT');
    }
  });

  it('fails a till that does not run, and says how to start it', async () => {
    await interrupt(run);
    await eventually('it has stopped', () => (processesOf(shop.home).length === 0 ? true : undefined));
    const { code, stdout, report } = await doctor(shop.home);
    expect({ code, ok: report.ok }).toEqual({ code: 1, ok: false });
    expect(stdout).toMatch(/^✗ agent: no agent answers at .*\n {4}→ start it \(npm start\)/m);
    const { said, parts } = await archive(shop, 'stopped.zip', {});
    expect(said).toMatchObject({ from: 'machine' });
    expect(Object.keys(parts).sort()).toEqual(['doctor.json', 'till.json']);
    expect(parts['till.json']).toMatchObject({ tillId: 'till-1' });
  });

  it('fails a home that others may read', async () => {
    chmodSync(join(shop.home, 'till', 'api.token'), 0o644);
    const { code, stateOf, stdout } = await doctor(shop.home);
    expect({ code, state: stateOf('home permissions') }).toEqual({ code: 1, state: 'failed' });
    expect(stdout).toContain('api.token');
    expect(stdout).toContain('chmod -R go=');
    chmodSync(join(shop.home, 'till', 'api.token'), 0o600);
    expect((await doctor(shop.home)).stateOf('home permissions')).toBe('ok');
  });

  it('fails a journal that was tampered with, and says to keep it', async () => {
    const db = new Database(join(shop.home, 'till', 'journal.db'));
    db.exec("DROP TRIGGER operation_is_final; UPDATE operation SET payload = replace(payload, 'till-1', 'till-2') WHERE seq = 1");
    db.close();
    const { code, stateOf, stdout } = await doctor(shop.home);
    expect({ code, state: stateOf('journal') }).toEqual({ code: 1, state: 'failed' });
    expect(stdout).toMatch(/^✗ journal: breaks at operation 1: .*\n {4}→ keep the file/m);
  });
});

describe('till doctor where no till was set up', () => {
  it('looks at the machine alone', async () => {
    const home = mkdtempSync(join(tmpdir(), 'till doctor '));
    const { code, stateOf } = await doctor(home);
    expect(code).toBe(0);
    expect(['journal', 'agent', 'home permissions'].map(stateOf)).toEqual(['skipped', 'skipped', 'skipped']);
    expect(stateOf('durable commit')).toBe('ok');
    rmSync(home, { recursive: true });
  });

  it('takes a file for a home for wrong use', async () => {
    const { code, stdout, stderr } = await runTill(['doctor', '--home', import.meta.filename]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^till: the home [^\n]+ is not a folder \(home-missing\)\n$/);
  });

  it('takes a home that is not there for wrong use', async () => {
    const { code, stderr } = await runTill(['doctor', '--home', join(tmpdir(), 'no such till')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^till: the home [^\n]+ does not exist \(home-missing\)\n$/);
  });
});
