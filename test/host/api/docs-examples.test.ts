import { execFile, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sealFor } from '../../../agent/storage/journal/sealed-box.ts';
import { startTestApi, testToken } from '../kit/test-api.ts';
import { testPin } from '../kit/test-people.ts';

const page = readFileSync(new URL('../../../docs/integration.md', import.meta.url), 'utf8');
/** Each command of the page's day with the answer that stands below it. */
const examples = [...page.matchAll(/```sh\n((?:(?!```)[^])*)```\n```json\n((?:(?!```)[^])*)```/gu)].map(([, command = '', answer = '']) => ({ command, answer: JSON.parse(answer) as Record<string, unknown> }));
const cut = '\n--- next ---\n';
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const publicKey = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

describe.runIf(hasCurl)('docs/integration.md', () => {
  it('shows a day of commands that answer what stands below them', async () => {
    const api = await startTestApi({
      withRoles: true,
      bundle: {
        questionnaires: [{ id: 'club', name: { ru: 'Клуб' }, questions: [{ kind: 'text', id: 'city', label: { ru: 'Город' } }] }],
        favourite: { categories: ['dairy'], days: 30, perMonth: 1, atExpiry: 'drop' },
        adjustments: { reasons: [{ id: 'complaint', name: { ru: 'Жалоба' } }], maxPointsPerOperation: 500, maxPointsPerManagerAndDay: 800 },
      },
      change: (till) => ({ ...till, sealer: { seal: (text) => ({ blob: sealFor(publicKey, text), sealedTo: 'key-1' }) } }),
    });
    api.test.snapshot([]);
    api.test.authority.stand({ isReachable: false });
    const script = examples.map(({ command }) => `${command}\nprintf '%s' '${cut}'`).join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-ec', script], { env: { ...process.env, no_proxy: '*', TILL: `http://127.0.0.1:${api.port}`, TOKEN: testToken, PIN: testPin } });
    await api.close();
    const answers = stdout.split(cut).slice(0, -1).map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(examples.length).toBeGreaterThan(12);
    for (const [index, { command, answer }] of examples.entries()) expect({ command, answer: answers[index] }).toMatchObject({ command, answer });
  });
});
