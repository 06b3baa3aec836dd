import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { makeClaimCode } from '../../../agent/domain/claims/claim-code.ts';
import { claimOf } from '../../../agent/domain/claims/sale-claim.ts';
import { parseCertificate } from '../../../agent/domain/returns/slip/certificate.ts';
import type { TrustAnswer } from '../../../sync/protocol/messages.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { testSale } from '../kit/test-sale.ts';
import { testBundle } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { aigul } from './web-shop.ts';

const page = readFileSync(new URL('../../../docs/central-api.md', import.meta.url), 'utf8');
/** Each command of the page with the answer that stands below it. */
const examples = [...page.matchAll(/```sh\n([^]*?)```\n```json\n([^]*?)```/g)].map(([, command = '', answer = '']) => ({ command, answer: JSON.parse(answer) as Record<string, unknown> }));
/** Of a signed order only the beginning stands on the page. */
const shown = ({ text, signature, ...exact }: Record<string, unknown>) =>
  (typeof text === 'string' && signature === '' ? { text: expect.stringContaining(text) as string, signature: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/) as string } : exact);
const cut = '\n--- next ---\n';
const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** The code on the slip of a sale that a till has sent. */
async function soldWithCode(central: TestCentral): Promise<string> {
  const till = await central.enrolTill();
  const sale = testSale(central.compiled, { saleId: 'sale-of-the-slip' });
  const claim = claimOf(central.compiled, sale)!;
  expect(await pushOne(till, 'sale-committed', { ...sale, claim })).toMatchObject({ verdict: 'applied' });
  const certificate = parseCertificate((await till.get<TrustAnswer>('/till/v1/trust')).body.certificate)!;
  return makeClaimCode({ ...sale, claim }, { certificate, sign: (text) => Uint8Array.from(Buffer.from(till.keys.sign(text), 'base64')) });
}

describe.runIf(hasCurl)('docs/central-api.md', () => {
  it('shows commands that answer what stands below them', async () => {
    const events = [{ id: 'review', name: { ru: 'Отзыв' }, points: 20, limit: { times: 2, period: 'month' as const }, pendingDays: 3, expiresAfterDays: 365 }];
    const central = await startTestCentral({ bundle: testBundle({ events, claims: { codes: 'always', withinDays: 30 } }), accounts: [aigul] });
    const script = examples.map(({ command }) => `${command}\nprintf '%s' '${cut}'`).join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-ec', script], { env: { ...process.env, no_proxy: '*', CENTRE: central.url, ADMIN_TOKEN: central.adminToken, CLAIM_CODE: await soldWithCode(central) } });
    await central.close();
    const answers = stdout.split(cut).slice(0, -1).map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(answers).toHaveLength(examples.length);
    expect(examples.length).toBeGreaterThan(12);
    for (const [index, { command, answer }] of examples.entries()) expect({ command, answer: answers[index] }).toMatchObject({ command, answer: shown(answer) });
  });
});

it('docs/central-api.md names every path of the description', async () => {
  const central = await startTestCentral({ accounts: [aigul] });
  const document = (await (await fetch(`${central.url}/openapi.json`)).json()) as { openapi: string; paths: Record<string, Record<string, { 'x-key-scopes': string[]; responses: Record<string, { description: string }> }>> };
  await central.close();
  expect(document.openapi).toBe('3.1.0');
  const called = examples.map(({ command }) => command).join('\n') + page;
  for (const path of Object.keys(document.paths)) expect(called).toMatch(new RegExp(path.replaceAll(/\{[^}]+\}/g, '[^/"?` ]+')));
  expect(document.paths['/v1/sales/{saleId}']!['put']!.responses['409']!.description).toContain('sale-revised');
  expect(document.paths['/v1/cards/{number}']!['get']!['x-key-scopes']).toEqual(['partner', 'web-shop']);
});
