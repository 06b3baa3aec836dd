import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoShopFolder } from '../../../agent/cli/project.ts';
import { makeEnrolmentCode } from '../../../agent/cli/start/enrolment-code.ts';
import { openPtyPair, type PtyPair } from '../../drivers/kit/pty-pair.ts';
import { spawnTill, type TillRun } from './till-process.ts';
import type { DeviceStatus } from '../../../agent/contract/devices.ts';
import type { ScanView } from '../../../agent/contract/scan.ts';

/** A real central, a real agent, and a scanner on a real terminal device. */
export interface ScanningTill {
  readonly home: string;
  /** Of the centre, with its database */
  readonly centralHome: string;
  readonly url: string;
  readonly pair: PtyPair;
  readonly agent: TillRun;
  readonly central: TillRun;
  /** The scans of the event stream, in the order in which they came */
  readonly scans: ScanView[];
  get<T>(path: string): Promise<T>;
  scanner(): Promise<DeviceStatus>;
  /** Ends both programs and leaves their files */
  end(): Promise<void>;
  remove(): Promise<void>;
}

export async function startScanningTill(): Promise<ScanningTill> {
  const folder = mkdtempSync(join(tmpdir(), 'till-scans-'));
  const pair = await openPtyPair();
  const home = join(folder, 'till');
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(join(home, 'devices.json'), JSON.stringify({ devices: [{ id: 'counter', name: 'Counter', transport: 'serial', path: pair.path, prefix: 'aim' }] }));
  const central = spawnTill(['central', '--home', join(folder, 'central'), '--port', '0', '--shop', demoShopFolder]);
  const centralUrl = /http:\S+/.exec(await central.until(/central ready: http/))?.[0] ?? '';
  const code = await makeEnrolmentCode({ url: centralUrl, home: join(folder, 'central') }, { tillId: 'till-9', tillName: 'Касса 9', storeId: 'almaty-1' });
  const agent = spawnTill(['agent', '--home', home, '--port', '0', '--central', centralUrl, '--page', 'open'], { env: { TILL_ENROL_CODE: code, TILL_LOG: 'trace' } });
  const url = /http:\S+[0-9]/.exec(await agent.until(/agent ready: http/))?.[0] ?? '';
  const headers = { authorization: `Bearer ${readFileSync(join(home, 'api.token'), 'utf8').trim()}` };
  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${url}${path}`, { headers })).json()) as T;
  const scans: ScanView[] = [];
  const stop = new AbortController();
  const listening = listen(url, headers, stop.signal, scans);
  const end = async (): Promise<void> => {
    stop.abort();
    await listening;
    agent.child.kill('SIGTERM');
    await agent.ended;
    central.child.kill('SIGTERM');
    await central.ended;
  };
  return {
    home, centralHome: join(folder, 'central'), url, pair, agent, central, scans, get, end,
    scanner: async () => {
      const { devices } = await get<{ devices: DeviceStatus[] }>('/v1/status');
      const found = devices.find(({ id }) => id === 'counter');
      if (found === undefined) throw new Error('the agent does not name its scanner');
      return found;
    },
    remove: async () => {
      central.child.kill('SIGKILL');
      await end();
      await pair.remove();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function listen(url: string, headers: Record<string, string>, signal: AbortSignal, scans: ScanView[]): Promise<void> {
  try {
    const { body } = await fetch(`${url}/v1/events`, { headers, signal });
    if (body === null) throw new Error('no events');
    let rest = '';
    for await (const text of body.pipeThrough(new TextDecoderStream())) {
      const blocks = `${rest}${text}`.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, data] = /event: scan\ndata: (.*)$/s.exec(block) ?? [];
        if (data !== undefined) scans.push(JSON.parse(data) as ScanView);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
