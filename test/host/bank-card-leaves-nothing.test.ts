import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';

const numbers = ['4111111111111111', '5555555555554444', '2200000000000004', '378282246310005'];
const swipes = numbers.flatMap((number) => [`;${number}=25121010000012300000?`, `%B${number}^IVANOV/IVAN^2512101000000?\r\n;${number}=2512101?`, `${number}=2512101`, number, `;${number}=25`, `;01${number}=724724100?`, `+01${number}=724724100?`, `]E0;${number}=2512101?`, `ж${number}=2512101,`]);

const inService = (agent: TestAgent) =>
  vi.waitFor(async () => expect((await agent.call('GET', '/v1/status')).body).toMatchObject({ mode: 'online' }), { timeout: 100_000, interval: 50 });

describe('a bank card that was swiped', () => {
  let central: TestCentral;
  let home: ReturnType<typeof makeAgentHome>;
  let agent: TestAgent;
  beforeAll(async () => {
    central = await startTestCentral({ accounts: [] });
    home = makeAgentHome();
    agent = await startTestAgent(home.home, { centralUrl: `http://127.0.0.1:${central.port}`, enrolmentCode: await central.enrolmentCode('till-1') });
    await inService(agent);
  });
  afterAll(async () => {
    await agent.running.close();
    await central.close();
    home.remove();
  });

  it('is told from other codes, and no file of the agent and no answer has a digit of it', async () => {
    const answers: string[] = [];
    for (const [index, code] of swipes.entries()) {
      const answer = await agent.call('POST', '/v1/scans', { body: { code, source: 'wedge' }, headers: { 'idempotency-key': `swipe-${index}` } });
      expect(answer).toMatchObject({ status: 200, body: { code: '', thing: { kind: 'unknown', looksLike: 'bank-card' } } });
      answers.push(answer.text);
    }
    for (const [index, code] of swipes.entries()) {
      // Digits alone may be the number of a coupon.
      if (/^[0-9]+$/.test(code)) continue;
      const line = { sku: 'milk', quantityMilli: 1_000, unitPriceMinor: 500 };
      const calls = [
        agent.call('PUT', `/v1/sales/swipe-${index}`, { body: { baseRevision: 0, lines: [line], coupons: [code] } }),
        agent.call('PUT', `/v1/sales/swipe-${index}`, { body: { baseRevision: 0, lines: [{ ...line, mark: code }] } }),
        agent.call('PUT', `/v1/sales/swipe-${index}`, { body: { baseRevision: 0, lines: [line], customer: { code } } }),
        agent.call('POST', '/v1/identify', { body: { code } }),
        agent.call('GET', `/v1/goods?q=${encodeURIComponent(code)}`),
      ];
      for (const answer of await Promise.all(calls)) {
        expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request' } });
        answers.push(answer.text);
      }
    }
    // What is wrong with a request is told without what was in it.
    answers.push((await agent.call('POST', '/v1/scans', { body: { code: swipes[0], sauce: swipes[1] } })).text);
    await agent.running.close();
    const files = readdirSync(home.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files.some((file) => file.endsWith('journal.db'))).toBe(true);
    const kept = [...answers, ...agent.logLines, ...files.map((file) => readFileSync(file, 'latin1'))];
    for (const number of numbers) expect(kept.filter((text) => text.includes(number))).toEqual([]);
  });
});
