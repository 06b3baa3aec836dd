/** Parts of the shell that know Electron only by its types. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, BrowserWindow, Rectangle, Screen } from 'electron';
import { describe, expect, it } from 'vitest';
import { shellChannels, type LeaveKioskReply } from '../../agent/contract/shell.ts';
import { languages } from '../../agent/contract/words/languages.ts';
import { followSecondDisplay } from '../../agent/desktop/customer-display.ts';
import { checkTechnician, readLeaveRequest } from '../../agent/desktop/leave-kiosk/check-technician.ts';
import { listenToPages } from '../../agent/desktop/page-channel.ts';
import { shellWords } from '../../agent/desktop/shell-words.ts';
import { startWithSystem } from '../../agent/desktop/start-with-system.ts';
import { trayMenu, type TrayCommands } from '../../agent/desktop/tray-menu.ts';
import { drawDot } from '../../agent/desktop/tray-picture.ts';
import { watchAgent } from '../../agent/desktop/watch-agent.ts';

const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });
const api = { url: () => new URL('http://127.0.0.1:7317'), token: () => 'secret' };

describe('who leaves the kiosk', () => {
  interface Sent { method: string | undefined; url: string; headers: Headers; body: unknown }
  function agent(answers: Readonly<Record<string, () => Response>>): { send: typeof fetch; sent: Sent[] } {
    const sent: Sent[] = [];
    const send = (async (url: URL, { method, headers, body }: RequestInit) => {
      sent.push({ method, url: String(url), headers: new Headers(headers), body: typeof body === 'string' ? JSON.parse(body) : undefined });
      return answers[typeof body === 'string' && body.includes('"badge"') ? 'badge' : (method ?? '')]?.() ?? json(401, { code: 'sign-in-refused' });
    }) as typeof fetch;
    return { send, sent };
  }
  const given = { user: 'timur', pin: '6153' };

  it('has the right to diagnostics, and is signed out again', async () => {
    const { send, sent } = agent({ POST: () => json(200, { sessionToken: 's1', rights: ['devices', 'diagnostics'] }), DELETE: () => json(200, { signedIn: false }) });
    expect(await checkTechnician(api, given, send)).toEqual({ ok: true });
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
    expect(sent[0]).toMatchObject({ url: 'http://127.0.0.1:7317/v1/session', body: given });
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer secret');
    expect(sent[1]?.headers.get('x-operator-session')).toBe('s1');
  });
  it('may say a badge in place of a name', async () => {
    const { send, sent } = agent({ badge: () => json(200, { sessionToken: 's1', rights: ['diagnostics'] }) });
    expect(await checkTechnician(api, { user: 'KT-1004', pin: '6153' }, send)).toEqual({ ok: true });
    expect(sent[1]?.body).toEqual({ badge: 'KT-1004', pin: '6153' });
  });
  it.each<[string, Record<string, () => Response>, string]>([
    ['has a wrong PIN', {}, 'sign-in-refused'],
    ['is locked out', { POST: () => json(429, { code: 'operator-locked' }) }, 'operator-locked'],
    ['is a cashier', { POST: () => json(200, { sessionToken: 's1', rights: ['sale', 'devices'] }) }, 'right-missing'],
    ['is answered with garbage', { POST: () => new Response('<html>') }, 'agent-away'],
  ])('stays where he is who %s', async (_, answers, code) => {
    expect(await checkTechnician(api, given, agent(answers).send)).toEqual({ ok: false, code });
  });
  it('stays while the agent is away', async () => {
    expect(await checkTechnician({ ...api, url: () => undefined }, given)).toEqual({ ok: false, code: 'agent-away' });
    const broken = (async () => await Promise.reject(new Error('refused'))) as typeof fetch;
    expect(await checkTechnician(api, given, broken)).toEqual({ ok: false, code: 'agent-away' });
  });
});

describe('what a page says to the shell', () => {
  const sheet = 'app://till/shell/leave.html';
  const frame = (url: string, parent: object | null = null) => ({ senderFrame: { url, parent } });
  function listening() {
    const heard: unknown[] = [];
    const ipc = new EventEmitter() as EventEmitter & { handle(name: string, listener: (event: object, value: unknown) => Promise<LeaveKioskReply>): void };
    let leave: (event: object, value: unknown) => Promise<LeaveKioskReply> = async () => ({ ok: false, code: '' });
    ipc.handle = (_name, listener) => (leave = listener);
    listenToPages(ipc as never, sheet, {
      language: (language) => heard.push(language),
      askToLeave: () => heard.push('ask'),
      async leaveKiosk(request) {
        heard.push(request);
        return { ok: true };
      },
    });
    return { heard, ipc, leave: async (event: object, value: unknown) => await leave(event, value) };
  }

  it('is heard where it has the form of the contract', async () => {
    const { heard, ipc, leave } = listening();
    ipc.emit(shellChannels.language, frame('app://till/#/cards'), 'kk');
    ipc.emit(shellChannels.askToLeave, frame('app://till/'));
    expect(await leave(frame(`${sheet}?language=kk`), { user: 'timur', pin: '6153', more: 1 })).toEqual({ ok: true });
    expect(heard).toEqual(['kk', 'ask', { user: 'timur', pin: '6153' }]);
  });
  it.each([undefined, null, 0, 'x', [], {}, { user: 'timur' }, { user: '', pin: '1' }, { user: 'timur', pin: 6153 }, { user: ['timur'], pin: '1' }, { user: 'x'.repeat(81), pin: '1' }])('is garbage and does nothing: %j', async (garbage) => {
    const { heard, ipc, leave } = listening();
    ipc.emit(shellChannels.language, frame('app://till/'), garbage);
    expect(await leave(frame(sheet), garbage)).toEqual({ ok: false, code: 'bad-request' });
    expect(readLeaveRequest(garbage)).toBeUndefined();
    expect(heard).toEqual([]);
  });
  it.each([
    ['a foreign page', frame('https://example.com/')], ['a page with a name like ours', frame('app://till.example.com/')], ['a frame inside a page of ours', frame('app://till/', {})], ['a frame that is gone', { senderFrame: null }],
  ])('is not heard from %s', async (_, event) => {
    const { heard, ipc, leave } = listening();
    ipc.emit(shellChannels.language, event, 'kk');
    ipc.emit(shellChannels.askToLeave, event);
    expect(await leave(event, { user: 'timur', pin: '6153' })).toEqual({ ok: false, code: 'bad-request' });
    expect(heard).toEqual([]);
  });
  it('leads out of the kiosk only from the technician\'s sheet', async () => {
    expect(await listening().leave(frame('app://till/'), { user: 'timur', pin: '6153' })).toEqual({ ok: false, code: 'bad-request' });
  });
});

describe('the second screen', () => {
  const first = { id: 1, bounds: { x: 0, y: 0, width: 1024, height: 768 } };
  const second = { id: 2, bounds: { x: 1024, y: 0, width: 800, height: 480 } };
  function desk(displays: object[]) {
    const open: { place: Rectangle; isFull: boolean }[] = [];
    const screen = Object.assign(new EventEmitter(), { getPrimaryDisplay: () => first, getAllDisplays: () => displays });
    const display = followSecondDisplay(screen as unknown as Screen, (place) => {
      const shown = { place, isFull: false };
      open.push(shown);
      const window = Object.assign(new EventEmitter(), {
        setBounds: (to: Rectangle) => (shown.place = to),
        setFullScreen: (isFull: boolean) => (shown.isFull = isFull),
        destroy() {
          open.splice(open.indexOf(shown), 1);
          window.emit('closed');
        },
      });
      return window as unknown as BrowserWindow;
    });
    return { open, screen, display };
  }

  it('shows the customer\'s page whole, from when it is plugged in until it is pulled, as often as that happens', () => {
    const displays: object[] = [first];
    const { open, screen } = desk(displays);
    expect(open).toEqual([]);
    for (let turn = 0; turn < 2; turn += 1) {
      displays.push(second);
      screen.emit('display-added');
      expect(open).toEqual([{ place: second.bounds, isFull: true }]);
      displays.pop();
      screen.emit('display-removed');
      expect(open).toEqual([]);
    }
  });
  it('is followed when it changes, and left alone once the shell ends', () => {
    const displays = [first, { ...second }];
    const { open, screen, display } = desk(displays);
    displays[1] = { id: 2, bounds: { x: 0, y: 768, width: 1280, height: 800 } };
    screen.emit('display-metrics-changed');
    expect(open).toEqual([{ place: displays[1].bounds, isFull: true }]);
    display.close();
    screen.emit('display-added');
    expect(open).toEqual([]);
  });
});

describe('the start with the system', () => {
  it('is a file of XDG on Linux, on and off again, one for each till', () => {
    const folder = mkdtempSync(join(tmpdir(), 'till-autostart-'));
    const started = { program: '/opt/Loyalty Till/loyalty-till', args: ['--kiosk', '--till-home=/srv/100% "ours"', '--start-with-system=on', '--remote-debugging-port=0'], port: '7317' };
    const autostart = startWithSystem({} as App, started, 'linux', { XDG_CONFIG_HOME: folder });
    expect(autostart.isOn()).toBe(false);
    autostart.set(true);
    autostart.set(true);
    expect(autostart.isOn()).toBe(true);
    expect(readdirSync(join(folder, 'autostart'))).toEqual(['loyalty-till-7317.desktop']);
    expect(readFileSync(join(folder, 'autostart', 'loyalty-till-7317.desktop'), 'utf8').split('\n')).toContain(String.raw`Exec="/opt/Loyalty Till/loyalty-till" "--kiosk" "--till-home=/srv/100%% \\"ours\\""`);
    autostart.set(false);
    autostart.set(false);
    expect(existsSync(join(folder, 'autostart', 'loyalty-till-7317.desktop'))).toBe(false);
    rmSync(folder, { recursive: true });
  });
  it('is the system\'s own setting elsewhere', () => {
    const asked: unknown[] = [];
    const app = { setLoginItemSettings: (item: object) => asked.push(item), getLoginItemSettings: () => ({ openAtLogin: true }) } as unknown as App;
    const autostart = startWithSystem(app, { program: 'till.exe', args: ['--kiosk'], port: '7317' }, 'win32');
    autostart.set(false);
    expect(autostart.isOn()).toBe(true);
    expect(asked).toEqual([{ path: 'till.exe', args: ['--kiosk'], openAtLogin: false }]);
  });
});

describe('the tray', () => {
  const commands = {} as TrayCommands;
  it.each(languages)('says in %s how the agent is; in a kiosk it leads nowhere but to the technician\'s sheet', (language) => {
    const words = shellWords(language);
    const labels = (isKiosk: boolean) => trayMenu({ words, state: 'offline', isKiosk, startsWithSystem: true }, commands).flatMap(({ label }) => label ?? []);
    expect(labels(true)).toEqual([words.state.offline, words.menu.show, words.menu.leaveKiosk]);
    expect(labels(false)).toEqual([words.state.offline, words.menu.show, words.menu.startWithSystem, words.menu.enterKiosk, words.menu.quit]);
  });
  it('draws each state so that it is told apart without colour', () => {
    const dots = (['online', 'limited', 'offline', 'away'] as const).map((state) => drawDot(state).bytes.filter((_, at) => at % 4 === 3).reduce((sum, alpha) => sum + alpha, 0));
    expect(new Set(dots).size).toBe(4);
  });
  it.each<[string, () => Promise<Response>, string]>([
    ['says online', async () => json(200, { mode: 'online' }), 'online'],
    ['says limited', async () => json(200, { mode: 'limited' }), 'limited'],
    ['says what nobody knows', async () => json(200, { mode: 'merry' }), 'away'],
    ['says no', async () => json(401, { code: 'unauthorized' }), 'away'],
    ['does not answer', async () => await Promise.reject(new Error('refused')), 'away'],
  ])('shows what an agent is that %s', async (_, answer, state) => {
    const told: string[] = [];
    const watch = watchAgent(api, (now) => told.push(now), answer);
    await watch.look();
    watch.stop();
    expect(new Set(told)).toEqual(new Set([state]));
  });
});
