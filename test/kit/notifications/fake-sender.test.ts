import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startFakeSender, type FakeSender } from './fake-sender.ts';

let sender: FakeSender;
beforeEach(async () => { sender = await startFakeSender(); });
afterEach(() => sender.close());

const message = (id: string) => ({ id, kind: 'balance', to: '+77011234567', language: 'ru', text: 'Баланс' });
const post = async (id: string, url = sender.url) => await fetch(url, { method: 'POST', headers: { 'idempotency-key': id }, body: JSON.stringify(message(id)) });

describe('the fake sender', () => {
  it('keeps each message once, and counts how often it came', async () => {
    for (const id of ['one', 'two', 'one']) expect((await post(id)).status).toBe(202);
    expect(sender.messages()).toEqual([message('one'), message('two')]);
    expect([sender.times('one'), sender.times('two'), sender.times('three')]).toEqual([2, 1, 0]);
  });

  it('misbehaves once for each time that it was told to, and has taken what it loses the answer to', async () => {
    sender.misbehave('refuse', 'fail', 'lose');
    expect((await post('a')).status).toBe(400);
    expect((await post('b')).status).toBe(503);
    await expect(post('c')).rejects.toThrow('fetch failed');
    expect((await post('d')).status).toBe(202);
    expect(sender.messages().map(({ id }) => id)).toEqual(['c', 'd']);
  });

  it('wants the id as the key too', async () => {
    expect((await fetch(sender.url, { method: 'POST', body: JSON.stringify(message('x')) })).status).toBe(400);
    expect((await fetch(sender.url.replace('/messages', '/other'))).status).toBe(404);
  });

  it('is a program too, which says where it listens and tells what it got', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('fake-sender-main.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill());
    const [line] = await once(child.stdout, 'data') as [Buffer];
    const url = /http:\S+/.exec(line.toString())?.[0] ?? '';
    await fetch(url.replace('/messages', '/misbehave'), { method: 'POST', body: JSON.stringify({ next: ['fail'] }) });
    expect([(await post('a', url)).status, (await post('a', url)).status]).toEqual([503, 202]);
    expect(await (await fetch(url)).json()).toEqual({ messages: [{ ...message('a'), times: 1 }] });
  });
});
