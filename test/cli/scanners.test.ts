import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoShopFolder } from '../../agent/cli/project.ts';
import { openPtyPair, whyNoPty } from '../drivers/kit/pty-pair.ts';
import { everyCall, type OpenApi } from './support/every-call.ts';
import { placesIn, rowsOf, tracesOf } from './support/find-traces.ts';
import { startScanningTill, type ScanningTill } from './support/scanning-till.ts';
import { eventually } from './support/processes.ts';
import { lastLine, runTill, spawnTill } from './support/till-process.ts';
import type { DevicesView } from '../../agent/contract/devices.ts';
import type { StatusView } from '../../agent/contract/status.ts';

const cardNumber = ((JSON.parse(readFileSync(join(demoShopFolder, 'customers.json'), 'utf8')) as { accounts: { cards: { number: string }[] }[] }).accounts[1])!.cards[0]!.number;
const codesOf = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(6, '0')}`);

if (whyNoPty !== undefined) process.stderr.write(`The tests with a scanner on a pseudo-terminal are skipped: ${whyNoPty}\n`);

/** One story: a scanner at a till, and what happens to both. */
describe.skipIf(whyNoPty !== undefined)('a scanner at a running agent', () => {
  let till: ScanningTill;
  const since = (from: number): string[] => till.scans.slice(from).map(({ code }) => code);
  const cameAll = (from: number, codes: readonly string[]) => eventually(`all ${codes.length} scans came`, () => (since(from).length >= codes.length ? true : undefined), 60_000);
  const metrics = async () => (await fetch(`${till.url}/metrics`, { headers: { authorization: `Bearer ${readFileSync(join(till.home, 'api.token'), 'utf8').trim()}` } })).text();
  const untilState = (state: string) => eventually(`the scanner is ${state}`, async () => ((await till.scanner()).state === state ? true : undefined));
  const untilGone = () => eventually('the scanner is named as gone', async () => ((await till.scanner()).state === 'open' ? undefined : true));

  beforeAll(async () => {
    till = await startScanningTill();
    await untilState('open');
    await eventually('it has its programme', async () => ((await till.get<StatusView>('/v1/status')).cache === undefined ? undefined : true), 60_000);
  }, 240_000);
  afterAll(() => till.remove());

  it('a card is told with its customer, in one event', async () => {
    till.pair.write(`${cardNumber}\r`);
    await cameAll(0, [cardNumber]);
    expect(till.scans[0]).toMatchObject({ code: cardNumber, source: 'serial', deviceId: 'counter', thing: { kind: 'card', cardNumber }, rawHex: Buffer.from(cardNumber).toString('hex') });
    expect(till.scans[0]?.customer).toMatchObject({ status: 'known' });
    expect((await till.scanner()).lastScanAtMs).toBeGreaterThan(0);
  });

  it('a burst comes whole and in order', async () => {
    const from = till.scans.length;
    const codes = codesOf('BURST', 300);
    till.pair.write(codes.map((code) => `${code}\r`).join(''));
    await cameAll(from, codes);
    expect(since(from)).toEqual(codes);
  });

  it('scans split at every byte come whole', async () => {
    const from = till.scans.length;
    const codes = codesOf('SPLIT', 5);
    for (const byte of Buffer.from(codes.map((code) => `${code}\r`).join(''))) {
      till.pair.write(Uint8Array.of(byte));
      await sleep(2);
    }
    await cameAll(from, codes);
    expect(since(from)).toEqual(codes);
  });

  it('the same code twice within 300 ms is one scan, and two with more between', async () => {
    const from = till.scans.length;
    till.pair.write('TWICE1\rTWICE1\r');
    await cameAll(from, ['TWICE1']);
    await sleep(600);
    till.pair.write('TWICE1\rEND-OF-IT\r');
    await cameAll(from, ['TWICE1', 'TWICE1', 'END-OF-IT']);
    expect(since(from)).toEqual(['TWICE1', 'TWICE1', 'END-OF-IT']);
  });

  it('a line that is pulled in the middle of a code loses that code alone, and is read again when it is back', async () => {
    const from = till.scans.length;
    till.pair.write('BEFORE\rHALF-A-CO');
    await cameAll(from, ['BEFORE']);
    await till.pair.pull();
    await untilGone();
    expect((await till.scanner()).fault).toBe('disconnected');
    await till.pair.bringBack();
    await untilState('open');
    till.pair.write('AFTER\r');
    await cameAll(from, ['BEFORE', 'AFTER']);
    expect(since(from)).toEqual(['BEFORE', 'AFTER']);
    expect(await till.scanner()).not.toHaveProperty('fault');
  });

  it('a line that is pulled and brought back again and again is opened once each time, and misses no code', async () => {
    const opened = async () => (await till.get<DevicesView>('/v1/devices')).devices[0]?.counts.opened ?? 0;
    const from = till.scans.length;
    const before = await opened();
    const codes = codesOf('BACK', 4);
    for (const [index, code] of codes.entries()) {
      await till.pair.pull();
      // Once it is looked for while it is away, once it is back before anybody looked.
      if (index % 2 === 0) await untilGone();
      await till.pair.bringBack();
      await eventually('it was opened again', async () => ((await opened()) === before + index + 1 ? true : undefined));
      till.pair.write(`${code}\r`);
      await cameAll(from, codes.slice(0, index + 1));
    }
    expect(since(from)).toEqual(codes);
    expect(await opened()).toBe(before + codes.length);
  });

  it('noise is named, brings no scans, and ends with the next code', async () => {
    const from = till.scans.length;
    const noise = Uint8Array.from({ length: 65_536 }, (_, index) => (index * 7_919 + (index >> 3) * 104_729) % 256 | 0x80);
    till.pair.write(noise);
    till.pair.write('\r\u0001\u0002\u0003\u0007\r\u0001\u0002\u0003\u0008\r');
    await eventually('it is named', async () => ((await till.scanner()).fault === 'protocol' ? true : undefined));
    expect(since(from)).toEqual([]);
    await sleep(1_500);
    till.pair.write('AFTER-NOISE\r');
    await cameAll(from, ['AFTER-NOISE']);
    expect(await till.scanner()).toMatchObject({ state: 'open' });
    expect(await till.scanner()).not.toHaveProperty('fault');
  });

  it('a flood is named, is cut, and takes nothing else down', async () => {
    const from = till.scans.length;
    till.pair.write(codesOf('FLOOD', 10_000).map((code) => `${code}\r`).join(''));
    await untilState('flooding');
    expect((await till.get<{ status: string }>('/healthz')).status).toBe('ok');
    await untilState('open');
    expect(since(from).length).toBeLessThan(9_000);
    expect(Number(/outcome="dropped"\} (\d+)/.exec(await metrics())?.[1])).toBeGreaterThan(0);
    const after = till.scans.length;
    till.pair.write('AFTER-FLOOD\r');
    await cameAll(after, ['AFTER-FLOOD']);
    expect(since(after)).toEqual(['AFTER-FLOOD']);
  });

  it('who has the right sees the last scan as it came, and metrics count', async () => {
    expect(await till.get('/v1/devices')).toMatchObject({
      devices: [{ id: 'counter', name: 'Counter', state: 'open', path: till.pair.path, lastScan: { text: 'AFTER-FLOOD', rawHex: Buffer.from('AFTER-FLOOD').toString('hex') } }],
    });
    expect(await metrics()).toContain('till_device_open{device="counter",state="open"} 1');
  });

  it('till devices asks the agent, which has the scanner open', async () => {
    const { code, stdout } = await runTill(['devices', '--home', till.home, '--url', till.url, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(lastLine(stdout))).toMatchObject({ from: 'agent', devices: [{ id: 'counter', state: 'open' }] });
    const told = await runTill(['devices', '--home', till.home, '--url', till.url]);
    expect(told.stdout).toMatch(/✓ counter: open/);
  });

  it('till scan shows what comes through the agent, and records it', async () => {
    const file = join(till.home, 'session.jsonl');
    const run = spawnTill(['scan', '--home', till.home, '--url', till.url, '--count', '2', '--record', file, '--json']);
    const seen = await eventually('it shows a scan', async () => {
      till.pair.write(`LIVE-${Date.now()}\r`);
      await sleep(400);
      return run.said().stdout.includes('\n') ? run.said().stdout : undefined;
    }, 60_000);
    till.pair.write('LIVE-LAST\r');
    const { code } = await run.ended;
    expect(code).toBe(0);
    expect(JSON.parse(seen.split('\n')[0] ?? '')).toMatchObject({ deviceId: 'counter', text: expect.stringMatching(/^LIVE-/) as string });
    const [line] = readFileSync(file, 'utf8').trim().split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ afterMs: 0, deviceId: 'counter', prefix: 'aim', charset: 'utf-8' });
    const again = await runTill(['scan', '--home', till.home, '--record', file]);
    expect(again).toMatchObject({ code: 2 });
    expect(again.stderr).toMatch(/\(record-file\)/);
  });

  it('a recorded session is played again by an agent that is told to, as it came', async () => {
    const file = join(till.home, 'session.jsonl');
    const recorded = readFileSync(file, 'utf8').trim().split('\n').map((line) => Buffer.from((JSON.parse(line) as { frameBase64: string }).frameBase64, 'base64').toString());
    const config = join(till.home, 'devices.json');
    const { devices } = JSON.parse(readFileSync(config, 'utf8')) as { devices: object[] };
    const from = till.scans.length;
    writeFileSync(config, JSON.stringify({ devices: [...devices, { id: 'again', transport: 'replay', path: file }] }));
    await cameAll(from, recorded);
    expect(till.scans.slice(from)).toMatchObject(recorded.map((code) => ({ code, source: 'replay', deviceId: 'again', rawHex: Buffer.from(code).toString('hex') })));
    await untilState('open');
  });

  it('no log line has a code that was scanned', () => {
    const { stderr } = till.agent.said();
    expect(existsSync(join(till.home, 'journal.db'))).toBe(true);
    expect(stderr).toContain('a scanner changed');
    for (const secret of [cardNumber, 'BURST000', 'AFTER-FLOOD']) expect(stderr).not.toContain(secret);
  });

  it('of bank cards that came by the line, as reports, by keys and in every call nothing lies in any file, log, answer or database of agent and centre', async () => {
    const cards = ['4539578763621486', '5498730165429176', '2200137582640912'].map((number) => ({ number, stripe: `%B${number}^PUPKIN/VASILIY^25121015739284610000000?;${number}=25121015739284610000?` }));
    const tracks = cards.flatMap(({ number, stripe }) => [stripe, stripe.split('?')[1] + '?', `${number}=25121015739284610000`, `]C0;${number}=25121015739284610000?`, `j]C0;${number}=25121015739284610000?`, `+01${number}=724724100573928461?`, `;${number}=2512101573928461`]);
    const answers: { name: string; bytes: Uint8Array }[] = [];
    const token = readFileSync(join(till.home, 'api.token'), 'utf8').trim();
    const call = async (method: string, path: string, body?: unknown, key = 'k'): Promise<number> => {
      const answer = await fetch(`${till.url}${path}`, { method, headers: { authorization: `Bearer ${token}`, 'idempotency-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      answers.push({ name: `${method} ${path.split('?')[0]?.slice(0, 40)}`, bytes: new Uint8Array(await answer.arrayBuffer()) });
      return answer.status;
    };
    // What is looked for can be found: a receipt of that number is in the journal and at the centre.
    const planted = 'R-7193548206317';
    const [sku, { priceMinor }] = Object.entries((JSON.parse(readFileSync(join(demoShopFolder, 'bundle.json'), 'utf8')) as { goods: Record<string, { priceMinor: number; unit: string }> }).goods).find(([, good]) => good.unit === 'piece')!;
    const sold = await fetch(`${till.url}/v1/sales/planted`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ baseRevision: 0, lines: [{ sku, quantityMilli: 1_000, unitPriceMinor: priceMinor }] }) });
    const { revision } = (await sold.json()) as { revision: number };
    expect(await call('POST', '/v1/sales/planted/commit', { revision, receipt: { number: planted } })).toBe(200);

    const from = till.scans.length;
    for (const track of tracks) till.pair.write(`${track}\r`);
    // The line is pulled in the middle of one, and brings the rest of it when it is back.
    till.pair.write(tracks[0]!.slice(0, 40));
    await till.pair.pull();
    // what is written before is lost: the line that was pulled counts as open until it is looked at
    await untilGone();
    await till.pair.bringBack();
    await untilState('open');
    till.pair.write(`${tracks[0]!.slice(40)}\r${cards[0]!.number}\rAFTER-BANK\r`);
    await eventually('the last of them came', () => (since(from).includes('AFTER-BANK') ? true : undefined), 60_000);
    expect(since(from).filter((code) => code !== '')).toEqual(['AFTER-BANK']);
    // As a HID reader of stripes puts its reports together.
    const reports = join(tmpdir(), `till-stripes-${process.pid}.jsonl`);
    const config = join(till.home, 'devices.json');
    const before = readFileSync(config, 'utf8');
    try {
      writeFileSync(reports, [...tracks, 'END-OF-STRIPES'].map((track, index) => `${JSON.stringify({ afterMs: index * 5, deviceId: 'stripes', prefix: 'aim', charset: 'utf-8', frameBase64: Buffer.from(track).toString('base64') })}\n`).join(''));
      writeFileSync(config, JSON.stringify({ devices: [...(JSON.parse(before) as { devices: object[] }).devices.slice(0, 1), { id: 'stripes', transport: 'replay', path: reports }] }));
      await eventually('the last of the reports came', () => (since(from).includes('END-OF-STRIPES') ? true : undefined), 60_000);
    } finally {
      writeFileSync(config, before);
      rmSync(reports, { force: true });
    }
    for (const [index, code] of tracks.entries()) expect(await call('POST', '/v1/scans', { code, source: 'wedge' }, `bank-${index}`)).toBe(200);
    const document = (await (await fetch(`${till.url}/openapi.json`)).json()) as OpenApi;
    const calls = tracks.slice(0, 7).flatMap((track) => everyCall(document, track));
    expect(calls.length).toBeGreaterThan(7 * 40);
    for (const { method, path, route, body } of calls) {
      if (route.startsWith('GET /v1/events')) continue;
      const status = await call(method, path, body);
      expect([route, status < 500]).toEqual([route, true]);
    }
    for (const path of ['/v1/devices', '/v1/status', '/v1/logs?limit=1000', '/v1/journal', '/metrics']) await call('GET', path);
    const archive = join(till.home, 'diagnostics.zip');
    const technician = (await (await fetch(`${till.url}/v1/session`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ user: 'timur', pin: '6153' }) })).json()) as { sessionToken: string };
    expect((await runTill(['diagnostics', '--home', till.home, '--url', till.url, '--out', archive], { env: { TILL_OPERATOR_SESSION: technician.sessionToken } })).code).toBe(0);
    await eventually('the centre has all', async () => ((await till.get<StatusView>('/v1/status')).queue.length === 0 ? true : undefined), 60_000);
    await till.end();

    const places = [...answers, { name: 'said', bytes: Buffer.from(JSON.stringify([till.agent.said(), till.central.said(), till.scans])) }, ...placesIn(till.home), ...placesIn(till.centralHome), ...(await rowsOf(join(till.centralHome, 'pg')))];
    expect(places.map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/journal\.db$/), expect.stringMatching(/cache-\d+\.db$/), expect.stringMatching(/diagnostics\.zip \(.*log/)]) as string[]);
    const found = tracesOf([planted], places);
    for (const where of [/journal\.db/, /public\./]) expect(found.filter((trace) => where.test(trace))).not.toEqual([]);
    // Also not the part that a mask leaves out, nor what a mask would leave.
    const words = cards.flatMap(({ number }) => [number, number.slice(4, 12), number.slice(6, 14), `${number.slice(0, 6)}***`, `${number.slice(0, 4)}***`]);
    expect(tracesOf([...words, '573928461', 'PUPKIN'], places)).toEqual([]);
  }, 240_000);
});

describe.skipIf(whyNoPty !== undefined)('till devices and till scan without an agent', () => {
  it('a configuration that is wrong is told with its place and exit code 1', async () => {
    const pair = await openPtyPair();
    const home = mkdtempSync(join(tmpdir(), 'till-devices-'));
    try {
      writeFileSync(join(home, 'devices.json'), JSON.stringify({ devices: [{ id: 'a', transport: 'serial', path: pair.path, profile: 'none-such' }] }));
      const wrong = await runTill(['devices', '--home', home, '--url', 'http://127.0.0.1:1']);
      expect(wrong).toMatchObject({ code: 1 });
      expect(wrong.stdout).toContain('devices.json: /devices/0: there is no profile "none-such"');
      writeFileSync(join(home, 'devices.json'), JSON.stringify({ devices: [{ id: 'a', transport: 'serial', path: pair.path, profile: 'generic-serial' }, { id: 'b', transport: 'serial', path: `${pair.path}-none` }] }));
      const right = await runTill(['devices', '--home', home, '--url', 'http://127.0.0.1:1', '--json']);
      expect(right).toMatchObject({ code: 0 });
      expect(JSON.parse(lastLine(right.stdout))).toMatchObject({ from: 'machine', devices: [{ id: 'a', state: 'open', profile: 'generic-serial' }, { id: 'b', state: 'absent' }] });
    } finally {
      rmSync(home, { recursive: true });
      await pair.remove();
    }
  });

  it('a session that was recorded is played again, with what each scanner said of its codes', async () => {
    const pair = await openPtyPair();
    const home = mkdtempSync(join(tmpdir(), 'till-record-'));
    try {
      writeFileSync(join(home, 'devices.json'), JSON.stringify({ plugAndPlay: false, devices: [{ id: 'a', transport: 'serial', path: pair.path, prefix: 'aim' }] }));
      const file = join(home, 'session.jsonl');
      const run = spawnTill(['scan', '--home', home, '--url', 'http://127.0.0.1:1', '--record', file, '--count', '3', '--json']);
      const codes = [']d20104600494694697215!abc\u001d93dGVz', ']E04870000000012', 'PLAIN'];
      await eventually('it reads', () => {
        pair.write(`${codes[0]}\r`);
        return run.said().stdout.includes('\n') ? true : undefined;
      }, 60_000);
      // Of a bank card nothing is shown or recorded, and it is none of the three.
      pair.write(`;4111111111111111=25121010000012300000?\r${codes[1]}\r${codes[2]}\r`);
      const { stdout, code } = await run.ended;
      expect(code).toBe(0);
      const shown = stdout.trim().split('\n').map((line) => JSON.parse(line) as { text: string; symbology?: string; rawHex: string });
      expect(shown.map(({ text, symbology }) => [symbology, text])).toEqual([['gs1-data-matrix', codes[0]?.slice(3)], ['ean-13', codes[1]?.slice(3)], [undefined, 'PLAIN']]);
      expect(`${stdout}${readFileSync(file, 'latin1')}`).not.toMatch(/4111|34313131|NDExMT/);
      const again = await runTill(['scan', '--replay', file, '--json']);
      expect(again.code).toBe(0);
      expect(again.stdout.trim().split('\n').map((line) => JSON.parse(line) as object)).toMatchObject(shown.map(({ text, rawHex }) => ({ text, rawHex, deviceId: 'replay' })));
      writeFileSync(file, '{"afterMs":0}\n');
      for (const [args, words] of [[['--replay', file], 'line 1 is no line of a recording (replay-file)'], [['--replay', `${file}-none`], '(replay-file)'], [['--replay', file, '--record', `${file}-2`], '(wrong-use)']] as const) {
        expect(await runTill(['scan', ...args])).toMatchObject({ code: 2, stderr: expect.stringContaining(words) as string });
      }
    } finally {
      rmSync(home, { recursive: true });
      await pair.remove();
    }
  });
});
