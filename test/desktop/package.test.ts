/** What `npm run package -- --dir` makes, started as a shop starts it: the shell, the agent on the Node beside it, and a sale. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findFreePort } from '../../agent/cli/start/local-port.ts';
import { findElectron } from '../../agent/desktop/find-runtime.ts';
import type { SaleList } from '../../agent/contract/sale.ts';
import { startCentral, type RunningCentral } from '../../sync/central/start-central.ts';
import { enrolmentCode } from '../e2e/kit/demo-chain.ts';
import { demoCustomer, demoGoods } from '../e2e/kit/demo-shop.ts';
import { projectFolder } from '../e2e/kit/project-folder.ts';
import { joinPage, type DebuggedPage } from './kit/debugged-page.ts';
import { pageAttacks, stillHere } from './kit/page-attacks.ts';
import { openDisplay, type Display } from './kit/virtual-display.ts';

const timeout = 120_000;
const [bread] = demoGoods('bread');

let missing: string | undefined;
let display: Display;
let folder: string;
let application: string;
let central: RunningCentral;
let shell: ChildProcess;
let port: number;
let page: DebuggedPage;

beforeAll(async () => {
  const opened = await openDisplay();
  if ('reason' in opened) return skipAll(opened.reason);
  display = opened;
  const found = findElectron({ ...process.env, ...display.environment });
  if ('reason' in found) return skipAll(found.reason);
  folder = await mkdtemp(join(tmpdir(), 'till-package-'));
  application = join(folder, 'linux-unpacked');
  await run(process.execPath, [join(projectFolder, 'scripts/package.ts'), '--dir', '--output', folder]);
  central = await startCentral({ home: join(folder, 'central'), host: '127.0.0.1', port: 0, shopFolder: join(projectFolder, 'resources/demo'), log: pino({ level: 'silent' }) });
  port = await findFreePort(17_400, 0);
  await startShell(await enrolmentCode(central));
}, 400_000);
afterAll(async () => {
  await endShell();
  await central?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  display?.close();
});
beforeEach((context) => {
  if (missing !== undefined) context.skip(missing);
});

function skipAll(reason: string): void {
  missing = `no Electron to package: ${reason}`;
  process.stdout.write(`the tests of the package were skipped: ${missing}\n`);
}

/** What it prints. */
async function run(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { cwd: projectFolder, maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}

/** The shell takes no debugger (a fuse), so that it is driven by Chromium's own port. */
async function startShell(code?: string): Promise<void> {
  const data = join(folder, 'data');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  await rm(join(data, 'DevToolsActivePort'), { force: true });
  shell = spawn(join(application, 'loyalty-till'), [
    ...asRoot, `--user-data-dir=${data}`, '--remote-debugging-port=0', `--till-home=${join(folder, 'till')}`, `--till-port=${port}`, `--central=${central.url}`,
  ], { env: { ...process.env, ...display.environment, ...(code === undefined ? {} : { TILL_ENROL_CODE: code }) }, stdio: 'ignore' });
  const address = await vi.waitFor(() => {
    const [debugPort] = readFileSync(join(data, 'DevToolsActivePort'), 'utf8').split('\n');
    return `http://127.0.0.1:${debugPort}`;
  }, { timeout, interval: 100 });
  page = await joinPage(address);
}

async function endShell(): Promise<number | null> {
  if (shell === undefined) return null;
  page?.close();
  if (shell.exitCode !== null) return shell.exitCode;
  const gone = once(shell, 'exit');
  shell.kill('SIGTERM');
  const [code] = (await gone) as [number | null];
  return code;
}

async function call<Answer>(path: string): Promise<Answer> {
  const token = readFileSync(join(folder, 'till', 'api.token'), 'utf8').trim();
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as Answer;
}

describe('the packaged application', () => {
  it('has Node, the agent and their packages beside the shell, and the shell in an archive', () => {
    const release = join(application, 'resources', 'till');
    for (const path of ['node/node', 'build/agent/till.mjs', 'build/agent/snapshot-builder.mjs', 'build/ui/index.html', 'node_modules/better-sqlite3/package.json', 'resources/locales']) {
      expect([path, existsSync(join(release, path))]).toEqual([path, true]);
    }
    expect(statSync(join(application, 'resources', 'app.asar')).isFile()).toBe(true);
  });

  it('starts its agent, enrols, takes the shop, and sells to a card', async () => {
    expect(page.url).toBe('app://till/');
    const customer = demoCustomer('gold', 1000);
    await page.shows('работает всё');
    await page.scan(bread!.barcode);
    await page.has('.line');
    await page.scan(customer.card);
    await page.shows(customer.name);
    await page.press('F12', 123);
    await page.shows('Продажа записана');
    const { sales } = await call<SaleList>('/v1/sales?state=committed&limit=5');
    expect(sales).toMatchObject([{ customer: { cardNumber: customer.card }, basket: { lines: [{ sku: bread!.sku, quantityMilli: 1000 }] } }]);
  });

  it('starts the agent again when it is killed in the middle of a sale, and the sale is still there', async () => {
    await page.press('Enter', 13);
    await page.scan(bread!.barcode);
    await page.has('.line');
    const before = agentPid();
    process.kill(before, 'SIGKILL');
    await vi.waitFor(() => expect(agentPid()).not.toBe(before), { timeout, interval: 200 });
    await page.shows('На связи');
    await page.has('.line');
    await page.scan(bread!.barcode);
    await vi.waitFor(async () => {
      const { sales } = await call<SaleList>('/v1/sales?state=priced&limit=5');
      expect(sales).toMatchObject([{ basket: { lines: [{ sku: bread!.sku, quantityMilli: 2000 }] } }]);
    }, { timeout, interval: 100 });
  });

  it('holds a page that something bad got into', async () => {
    await page.evaluate(`globalThis.${stillHere} = true`);
    for (const { what, work } of pageAttacks) expect([what, await page.evaluate(`(${String(work).replace(/^async work/, 'async function work')})()`)]).toEqual([what, []]);
    // A box that stops everything would never answer.
    expect(await page.evaluate('[alert("x"), confirm("x"), location.href]')).toEqual([null, false, 'app://till/']);
    expect(await page.evaluate(`globalThis.${stillHere}`)).toBe(true);
    await page.shows('На связи');
  });

  it('is itself, whatever its environment, its arguments and the files beside its archive say', async () => {
    const marker = join(folder, 'intruder-was-here');
    const intruder = join(folder, 'intruder.cjs');
    const leaveMark = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, 'x');`;
    await writeFile(intruder, leaveMark);
    const beside = join(application, 'resources', 'app');
    await mkdir(beside);
    await writeFile(join(beside, 'package.json'), '{"name":"intruder","main":"main.js"}');
    await writeFile(join(beside, 'main.js'), leaveMark);
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    // Its own refusal of a wrong port shows that it was the shell that started, and nothing else.
    const started = async (environment: Record<string, string>, ...args: string[]) => await promisify(execFile)(
      join(application, 'loyalty-till'), [...args, ...asRoot, '--till-port=0', `--user-data-dir=${join(folder, 'other-data')}`],
      { env: { ...process.env, ...display.environment, ...environment } },
    ).catch((error: { code?: unknown; stderr?: unknown }) => ({ code: error.code, said: String(error.stderr) }));
    for (const attack of [
      await started({ ELECTRON_RUN_AS_NODE: '1' }, intruder),
      await started({ NODE_OPTIONS: `--require=${intruder}`, NODE_EXTRA_CA_CERTS: intruder, ELECTRON_FORCE_IS_PACKAGED: 'false' }, '--inspect=0', '--inspect-brk=0', `--require=${intruder}`, beside),
    ]) {
      expect(attack).toMatchObject({ code: 2, said: expect.stringContaining('--till-port=') as string });
      expect(attack).not.toMatchObject({ said: expect.stringContaining('Debugger listening') as string });
    }
    expect(existsSync(marker)).toBe(false);
    await rm(beside, { recursive: true });
  });

  it('has the fuses that its configuration names', () => {
    // @electron/fuses calls them so, in this order: 0 off, 1 on.
    const names = ['RunAsNode', 'EnableCookieEncryption', 'EnableNodeOptionsEnvironmentVariable', 'EnableNodeCliInspectArguments', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar'];
    const program = readFileSync(join(application, 'loyalty-till'));
    const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
    const wire = program.subarray(program.indexOf(sentinel) + sentinel.length + 2).toString('latin1', 0, names.length);
    expect(Object.fromEntries(names.map((name, index) => [name, wire[index]]))).toMatchObject({
      RunAsNode: '0', EnableCookieEncryption: '1', EnableNodeOptionsEnvironmentVariable: '0', EnableNodeCliInspectArguments: '0', OnlyLoadAppFromAsar: '1',
    });
  });

  it('ends its agent with itself, and finds everything when it is started again without a code', async () => {
    const pid = agentPid();
    expect(await endShell()).toBe(0);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    const release = join(application, 'resources', 'till');
    const journal = await run(join(release, 'node', 'node'), [join(release, 'build', 'agent', 'till.mjs'), 'journal', 'operations', '--home', join(folder, 'till')]);
    expect(journal).toContain('sale-committed');
    await startShell();
    await page.has('.line');
  });
});

/** The agent is the process that runs the Node of the package. */
function agentPid(): number {
  const node = join(application, 'resources', 'till', 'node', 'node');
  const pid = readdirSync('/proc').find((name) => /^[0-9]+$/.test(name) && runs(name, node));
  if (pid === undefined) throw new Error('no agent runs');
  return Number(pid);
}

function runs(pid: string, program: string): boolean {
  try {
    return readlinkSync(join('/proc', pid, 'exe')) === program;
  } catch {
    return false;
  }
}
