import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatEnrolmentCode, parseEnrolmentCode } from '../../sync/protocol/enrolment-code.ts';
import { protocolVersion, type EnrolAnswer } from '../../sync/protocol/messages.ts';
import { startTestCentral, type TestCentral } from './kit.ts';
import { makeTillKeys } from './kit/test-till.ts';

describe('enrolment', () => {
  let central: TestCentral;
  beforeAll(async () => {
    central = await startTestCentral();
  });
  afterAll(async () => await central.close());

  async function enrol(code: string, publicKey = makeTillKeys().publicKey) {
    const response = await fetch(`${central.url}/till/v1/enrol`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ protocol: protocolVersion, code, publicKey }),
    });
    return { status: response.status, body: (await response.json()) as EnrolAnswer & { code?: string } };
  }

  it('turns a code into an identity, and the token opens the till calls', async () => {
    const till = await central.enrolTill('till-a');
    expect(till).toMatchObject({ tillId: 'till-a', storeId: 'store-1', tillName: 'Касса till-a' });
    expect((await till.get<{ timeMs: number }>('/till/v1/ping')).body.timeMs).toBe(central.clock.nowMs);
  });

  it('carries the fingerprint of the root key in the code', async () => {
    const code = await central.enrolmentCode();
    const { body } = await enrol(code);
    const fingerprint = createHash('sha256').update(Buffer.from(body.rootPublicKey, 'base64')).digest('hex').slice(0, 16);
    expect(parseEnrolmentCode(code)?.fingerprint).toBe(fingerprint);
    expect(body.keyId).toBe(fingerprint);
  });

  it('takes a code as people type it: small letters, spaces', async () => {
    const code = await central.enrolmentCode();
    expect((await enrol(` ${code.toLowerCase().replaceAll('-', ' ')} `)).status).toBe(200);
  });

  it('works once', async () => {
    const code = await central.enrolmentCode();
    expect((await enrol(code)).status).toBe(200);
    expect(await enrol(code)).toMatchObject({ status: 403, body: { code: 'enrolment-code-used' } });
  });

  it('gives one identity where the same code is used twice at once', async () => {
    const code = await central.enrolmentCode();
    const answers = await Promise.all([enrol(code), enrol(code), enrol(code)]);
    expect(answers.map((answer) => `${answer.status}`).sort()).toEqual(['200', '403', '403']);
  });

  it('refuses a code that was never given out, and one of another centre', async () => {
    const known = parseEnrolmentCode(await central.enrolmentCode())!;
    const invented = formatEnrolmentCode('0'.repeat(16), known.fingerprint);
    const foreign = formatEnrolmentCode(known.secret, '0123456789abcdef');
    for (const code of [invented, foreign, 'no-code-at-all']) {
      expect(await enrol(code)).toMatchObject({ status: 403, body: { code: 'enrolment-code-wrong' } });
    }
  });

  it('refuses a code after 24 hours', async () => {
    const code = await central.enrolmentCode();
    central.clock.nowMs += 24 * 3_600_000;
    expect(await enrol(code)).toMatchObject({ status: 403, body: { code: 'enrolment-code-expired' } });
  });

  it('refuses what is no Ed25519 key, and leaves the code usable', async () => {
    const code = await central.enrolmentCode();
    const { publicKey } = makeTillKeys();
    for (const none of ['A'.repeat(60), `${publicKey}\u0000`, ` ${publicKey}`]) {
      expect(await enrol(code, none)).toMatchObject({ status: 422, body: { code: 'public-key-invalid' } });
    }
    expect((await enrol(code)).status).toBe(200);
  });

  it('takes the old token away when a till enrols again', async () => {
    const before = await central.enrolTill('till-again');
    const after = await central.enrolTill('till-again');
    expect(await before.get('/till/v1/ping')).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect((await after.get('/till/v1/ping')).status).toBe(200);
  });

  it('gives no code for a till whose name has control characters', async () => {
    for (const tillName of ['Касса\u0000', 'Касса\n', '']) {
      const answer = await central.admin('enrolment-codes', { tillId: 'till-named', tillName, storeId: 'store-1' });
      expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request', path: '/tillName' } });
    }
  });

  it('lists the tills for the administrator', async () => {
    const { body } = await central.admin<{ tills: { tillId: string }[] }>('tills');
    expect(body.tills.map((till) => till.tillId)).toContain('till-again');
  });
});
