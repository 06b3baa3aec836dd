import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SaleView } from '../../agent/contract/sale.ts';
import type { StatusView } from '../../agent/contract/status.ts';
import { demoLines, richCard } from './support/demo-goods.ts';
import { interrupt, makeDemoHome, type DemoHome } from './support/demo-start.ts';
import { closeServer, freePort, takePort } from './support/ports.ts';
import { childOf, eventually, processesOf } from './support/processes.ts';
import { runTill, spawnTill, type TillRun } from './support/till-process.ts';

/** One story, told in order: the demo shop is started, broken, stopped, and started again under the same home. */
describe('till start', () => {
  let shop: DemoHome;
  let run: TillRun;
  const soldBeforeTheStop = randomUUID();

  beforeAll(async () => {
    shop = await makeDemoHome();
    run = await shop.start();
  });
  afterAll(() => shop.remove());

  async function sell(saleId: string = randomUUID()): Promise<SaleView> {
    const put = await shop.api<SaleView>('PUT', `/v1/sales/${saleId}`, { baseRevision: 0, lines: demoLines(3), customer: { code: richCard() } });
    expect(put).toMatchObject({ status: 200 });
    const commit = await shop.api<SaleView>('POST', `/v1/sales/${saleId}/commit`, { revision: put.body.revision, receipt: { number: `R-${saleId.slice(0, 8)}` } });
    expect(commit).toMatchObject({ status: 200 });
    expect(commit.body).toMatchObject({ state: 'committed', operation: { seq: expect.any(Number) as number } });
    return commit.body;
  }

  async function status(): Promise<StatusView> {
    return (await shop.api<StatusView>('GET', '/v1/status')).body;
  }

  function untilDelivered(): Promise<StatusView> {
    return eventually('the queue is empty', async () => {
      const now = await status();
      return now.mode === 'online' && now.queue.length === 0 ? now : undefined;
    }, 60_000);
  }

  it('says where the page and the token are, how to try it and how to stop it', () => {
    const { stdout, stderr } = run.said();
    expect(stdout).toMatch(/The till is ready \(\d+\.\d s\)\./);
    expect(stdout).toContain(`http://127.0.0.1:${shop.port}/`);
    expect(stdout).toContain(join(shop.home, 'till', 'api.token'));
    expect(stdout).toContain('curl -H "Authorization: Bearer');
    expect(stdout).toContain('Ctrl-C');
    expect(stdout).toContain(`Open http://127.0.0.1:${shop.port}/ in a browser: --headless asks for no window.`);
    expect(stderr).toBe('');
  });

  it('answers its health and serves the page', async () => {
    expect((await shop.api('GET', '/healthz')).body).toMatchObject({ status: 'ok' });
    const page = await fetch(`http://127.0.0.1:${shop.port}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<script');
  });

  it('keeps the home to its owner', () => {
    expect(statSync(shop.home).mode & 0o077).toBe(0);
    expect(statSync(join(shop.home, 'till', 'api.token')).mode & 0o077).toBe(0);
  });

  it('keeps the enrolment code out of the process list', () => {
    expect(processesOf(shop.home).map((row) => row.command).filter((command) => /enrol/i.test(command))).toEqual([]);
  });

  it('prices and commits a sale to a customer, and the central gets it', async () => {
    const sale = await sell(soldBeforeTheStop);
    expect(sale.customer).toMatchObject({ status: 'known' });
    expect(sale.priced.payableMinor).toBeGreaterThan(0);
    const delivered = await untilDelivered();
    expect(delivered.journal.acknowledgedSeq).toBe(delivered.journal.headSeq);
  });

  it('is refused in one line on a port that is taken, and leaves the first one alone', async () => {
    const second = await runTill(['start', '--headless', '--port', String(shop.port), '--home', `${shop.home} 2`]);
    expect(second).toMatchObject({ code: 2, stdout: '', stderr: `till: port ${shop.port} is taken, a till is already running there: stop it, or choose another port with --port (port-taken)\n` });
    expect(existsSync(`${shop.home} 2`)).toBe(false);
  });

  it('is refused in one line in a home that is in use, and leaves the first one alone', async () => {
    const before = readFileSync(join(shop.home, 'start.json'), 'utf8');
    const second = await runTill(['start', '--headless', '--port', String(await freePort()), '--home', shop.home]);
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(/^till: [^\n]+ \(home-locked\)\n$/);
    expect((await shop.api('GET', '/healthz')).status).toBe(200);
    // What runs there is still found by those who look from outside.
    expect(readFileSync(join(shop.home, 'start.json'), 'utf8')).toBe(before);
  });

  it('sells on while the central is killed, starts it again, and delivers', async () => {
    const central = childOf(shop.home, 'central');
    process.kill(central!.pid, 'SIGKILL');
    await eventually('the central is gone', () => (processesOf(shop.home).some((row) => row.pid === central!.pid) ? undefined : true));
    await sell();
    expect((await fetch(`http://127.0.0.1:${shop.port}/`)).status).toBe(200);
    await run.until(/the central stopped \(SIGKILL\); it starts again in 1 s/);
    await run.until(/the central runs again/);
    await untilDelivered();
  });

  it('starts an agent again that was killed, with all that was sold', async () => {
    process.kill(childOf(shop.home, 'agent')!.pid, 'SIGKILL');
    await run.until(/the agent stopped \(SIGKILL\)/);
    await run.until(/the agent runs again/);
    expect((await shop.api<SaleView>('GET', `/v1/sales/${soldBeforeTheStop}`)).body.state).toBe('committed');
    await sell();
  });

  it('stops everything at Ctrl-C: exit code 0, no process, a free port', async () => {
    const ended = await interrupt(run);
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.stdout).toMatch(/stopping …\n$/);
    expect(processesOf(shop.home)).toEqual([]);
    await closeServer(await takePort(shop.port));
    expect(existsSync(join(shop.home, 'start.json'))).toBe(false);
  });

  it('starts a second time with the same till, journal and sales', async () => {
    run = await shop.start();
    expect((await shop.api<SaleView>('GET', `/v1/sales/${soldBeforeTheStop}`)).body.state).toBe('committed');
    await sell();
    expect((await untilDelivered()).till.tillId).toBe('till-1');
  });

  it('leaves no child behind when it is killed itself, and can be started again at once', async () => {
    run.child.kill('SIGKILL');
    await run.ended;
    run = await shop.start();
    await sell();
    expect((await interrupt(run)).code).toBe(0);
    expect(processesOf(shop.home)).toEqual([]);
  });
});

describe('till start in a bad place', () => {
  it('says in one line that the home cannot be made', async () => {
    const run = spawnTill(['start', '--headless', '--port', String(await freePort()), '--home', join(import.meta.filename, 'home')]);
    const ended = await run.ended;
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^till: the home folder [^\n]+ cannot be made: [^\n]+ \(home-unusable\)\n$/);
  });
});
