/** Every call that /openapi.json names, with every role, without a token, and with sessions that ended: the tables of docs/operators.md say what is let in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demoShopFolder } from '../../agent/cli/project.ts';
import { startTestCentral } from '../central/kit.ts';
import { httpCall } from '../host/kit/http-call.ts';
import { makeAgentHome, startTestAgent } from '../host/kit/test-agent.ts';
import type { TestCentral } from '../central/kit.ts';
import type { TestAgent } from '../host/kit/test-agent.ts';

const page = readFileSync(new URL('../../docs/operators.md', import.meta.url), 'utf8');
const cellsOf = (line: string) => line.split('|').slice(1, -1).map((cell) => cell.trim());
const tableAfter = (heading: string) => {
  const lines = page.slice(page.indexOf(heading)).split('\n');
  const first = lines.findIndex((line) => line.startsWith('| `'));
  return lines.slice(first, lines.findIndex((line, index) => index > first && !line.startsWith('|'))).map(cellsOf);
};
/** Of each right: cashier, senior, manager, technician. */
const rolesTable = new Map(tableAfter('## Roles').map(([right = '', ...marks]) => [right.replaceAll('`', ''), marks]));
const callsTable = new Map(tableAfter('## Which call needs which right').map(([call = '', right = '']) => [call.replaceAll('`', ''), right]));
const people = [['asel', '3174'], ['samal', '5926'], ['marat', '8402'], ['timur', '6153']] as const;

let central: TestCentral;
let agent: TestAgent;
const home = makeAgentHome();
const calls: { method: string; path: string; right: string }[] = [];

beforeAll(async () => {
  central = await startTestCentral({ shopFolder: demoShopFolder });
  agent = await startTestAgent(home.home, { centralUrl: central.url, enrolmentCode: (await central.admin('enrolment-codes', { tillId: 'till-1', tillName: 'Касса 1', storeId: 'almaty-1' })).body['code'] as string });
  await vi.waitFor(async () => {
    const answer = await agent.call('POST', '/v1/session', { body: { user: 'asel', pin: '3174' } });
    if (answer.status !== 200) throw new Error(`nobody can sign in yet: ${answer.text}`);
  }, { timeout: 60_000, interval: 200 });
  const { paths } = (await agent.call('GET', '/openapi.json')).body as unknown as { paths: Record<string, Record<string, { 'x-right'?: string }>> };
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { 'x-right': right }] of Object.entries(methods)) calls.push({ method: method.toUpperCase(), path, right: right ?? 'anyone' });
  }
}, 120_000);
afterAll(async () => {
  await agent.running.close();
  await central.close();
  home.remove();
});

const pathOf = (path: string) => path.replaceAll(/\{[^}]+\}/gu, 'nothing');
const send = (method: string, path: string, headers: Record<string, string>) =>
  httpCall(agent.running.port, method, pathOf(path), { headers: { 'idempotency-key': 'k', ...headers }, ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }) });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const sessionOf = async (user: string, pin: string) => String((await agent.call('POST', '/v1/session', { body: { user, pin } })).body['sessionToken']);
/** An event stream does not end by itself, and signing out ends the session that the others are tried with. */
const answering = () => calls.filter(({ method, path }) => path !== '/v1/events' && !(method === 'DELETE' && path === '/v1/session'));
const ofOneRight = () => answering().filter(({ right }) => rolesTable.has(right));
/** What a call is refused with, or that it was let in: whatever else is wrong with an empty body. */
const gate = ({ status, body }: { status: number; body: Readonly<Record<string, unknown>> }) => (status === 401 || status === 403 ? `${status} ${String(body['code'])}${typeof body['canApprove'] === 'boolean' ? ` ${String(body['canApprove'])}` : ''}` : 'in');

it('the page says of every call that it names the right that the call has', () => {
  const said = new Map(calls.map(({ method, path, right }) => [`${method} ${path}`, right]));
  for (const [call, right] of callsTable) expect(`${call}: ${right.includes(';') ? 'depends' : right}`).toBe(`${call}: ${said.get(call) ?? 'is no call'}`);
  expect(calls.map(({ method, path }) => `${method} ${path}`).filter((call) => !callsTable.has(call))).toEqual([]);
});

it.each([['no token', {}], ['a wrong token', bearer('wrong')]])('with %s nothing but what is open is let in', async (_what, headers) => {
  for (const { method, path, right } of calls) expect(`${method} ${path} ${gate(await send(method, path, headers))}`).toBe(`${method} ${path} ${right === 'open' ? 'in' : '401 unauthorized'}`);
}, 60_000);

it.each(people.map(([user, pin], column) => ({ user, pin, column })))('$user may what the table says', async ({ user, pin, column }) => {
  const headers = { ...bearer(agent.running.token), 'x-operator-session': await sessionOf(user, pin) };
  const expected = (right: string) => ({ '✓': 'in', '+': '403 right-missing true' })[rolesTable.get(right)?.[column] ?? ''] ?? '403 right-missing false';
  for (const { method, path, right } of ofOneRight()) expect(`${method} ${path} ${gate(await send(method, path, headers))}`).toBe(`${method} ${path} ${expected(right)}`);
}, 60_000);

it('nobody signed in may what a cashier may, and is asked to sign in for the rest', async () => {
  for (const { method, path, right } of ofOneRight()) {
    const mark = rolesTable.get(right)?.[0];
    expect(`${method} ${path} ${gate(await send(method, path, bearer(agent.running.token)))}`).toBe(`${method} ${path} ${mark === '✓' ? 'in' : `401 session-required ${String(mark === '+')}`}`);
  }
}, 60_000);

it('till software does no more than a cashier, even with the manager’s session', async () => {
  const token = readFileSync(join(home.home, 'till-software.token'), 'utf8').trim();
  const headers = { ...bearer(token), 'x-operator-session': await sessionOf('marat', '8402') };
  for (const { method, path, right } of ofOneRight()) {
    const mark = rolesTable.get(right)?.[0];
    const isIn = mark === '✓' || (mark === '+' && rolesTable.get(right)?.[2] === '✓');
    expect(`${method} ${path} ${gate(await send(method, path, headers))}`).toBe(`${method} ${path} ${isIn ? 'in' : '403 right-missing false'}`);
  }
}, 60_000);

it('with a session that has ended nothing is let in that needs a right', async () => {
  const ended = await sessionOf('marat', '8402');
  const headers = { ...bearer(agent.running.token), 'x-operator-session': ended };
  await agent.call('DELETE', '/v1/session', { headers });
  for (const { method, path } of ofOneRight()) expect(`${method} ${path} ${gate(await send(method, path, headers))}`).toBe(`${method} ${path} 401 session-expired`);
}, 60_000);
