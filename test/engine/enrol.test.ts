import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { enrol, EnrolError, type EnrolErrorCode } from '../../sync/engine/enrol.ts';
import { formatEnrolmentCode } from '../../sync/protocol/enrolment-code.ts';
import type { EnrolAnswer } from '../../sync/protocol/messages.ts';

const newPublicKey = (): string => generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const rootPublicKey = newPublicKey();
const fingerprint = createHash('sha256').update(Buffer.from(rootPublicKey, 'base64')).digest('hex').slice(0, 16);
const code = formatEnrolmentCode('0123456789ABCDEF', fingerprint);
const identity: EnrolAnswer = { tillId: 'till-1', tillName: 'Till 1', storeId: 'store-1', token: 'a-token-that-is-long-enough', rootPublicKey, keyId: 'root' };

let server: Server | undefined;
let received: unknown;
afterEach(async () => {
  const closing = server;
  server = undefined;
  received = undefined;
  await new Promise<void>((resolve) => {
    if (closing === undefined) resolve();
    else closing.close(() => resolve());
  });
});

/** A centre that answers every call with this. */
const centreThatAnswers = async (status: number, body: unknown): Promise<string> => {
  const started = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      received = { url: request.url, body: JSON.parse(text) as unknown, authorization: request.headers.authorization };
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  server = started;
  await new Promise<void>((resolve) => void started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
};

const failure = async (centralUrl: string, usedCode = code): Promise<EnrolErrorCode | undefined> => {
  try {
    await enrol({ centralUrl, code: usedCode, publicKeyDerBase64: newPublicKey() });
    return undefined;
  } catch (error) {
    return error instanceof EnrolError ? error.code : undefined;
  }
};

describe('enrolment', () => {
  it('trades a code for an identity', async () => {
    const centralUrl = await centreThatAnswers(200, identity);
    const publicKeyDerBase64 = newPublicKey();
    expect(await enrol({ centralUrl, code, publicKeyDerBase64 })).toEqual(identity);
    expect(received).toEqual({ url: '/till/v1/enrol', body: { protocol: 2, code, publicKey: publicKeyDerBase64 }, authorization: undefined });
  });

  it('throws the identity away when the root key is not the one of the code', async () => {
    expect(await failure(await centreThatAnswers(200, { ...identity, rootPublicKey: newPublicKey() }))).toBe('root-key-mismatch');
  });

  it('sends nothing for a text that is no code', async () => {
    expect(await failure(await centreThatAnswers(200, identity), 'hello')).toBe('code-malformed');
    expect(received).toBeUndefined();
  });

  it.each([
    { status: 403, body: { code: 'enrolment-code-used', detail: 'An enrolment code works once.' }, expected: 'code-refused' },
    { status: 422, body: { code: 'public-key-invalid' }, expected: 'code-refused' },
    { status: 403, body: '<html>portal</html>', expected: 'failing' },
    { status: 200, body: '<html>portal</html>', expected: 'failing' },
    { status: 200, body: { ...identity, token: 'short' }, expected: 'failing' },
    { status: 503, body: '', expected: 'failing' },
  ])('answers $status as $expected', async ({ status, body, expected }) => {
    expect(await failure(await centreThatAnswers(status, body))).toBe(expected);
  });

  it('tells that no connection could be made', async () => {
    const centralUrl = await centreThatAnswers(200, identity);
    await new Promise<void>((resolve) => void server?.close(() => resolve()));
    server = undefined;
    expect(await failure(centralUrl)).toBe('unreachable');
  });

  it('throws for an address that is none', async () => {
    await expect(enrol({ centralUrl: 'ftp://centre', code, publicKeyDerBase64: newPublicKey() })).rejects.toThrow(TypeError);
  });
});
