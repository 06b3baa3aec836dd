import { expect, it, onTestFinished } from 'vitest';
import { createTrustService, type TrustService } from '../../agent/host/home/trust-service.ts';
import { doubtOf } from '../../agent/domain/returns/slip/judge-code.ts';
import { makeReturnCode, readReturnCode } from '../../agent/domain/returns/slip/return-code.ts';
import { openCentralHome } from '../../sync/central/home/central-home.ts';
import { rotateRootKey } from '../../sync/central/root-rotation.ts';
import { readRootKey } from '../../sync/central/home/root-key.ts';
import { protocolVersion, type TrustAnswer } from '../../sync/protocol/messages.ts';
import { tillKeyChangeText } from '../../sync/protocol/till-key-change.ts';
import { milkAndBread } from '../domain/returns/slip/kit.ts';
import { inspect } from './kit/audit.ts';
import { makeTillKeys, testTill, type TestTill, type TillKeys } from './kit/test-till.ts';
import { startTestCentral } from './kit.ts';
import { join } from 'node:path';

/** What a till keeps of the centre's word, in memory. */
function trustOf(rootPublicKey: () => string, keys: TillKeys): TrustService {
  const kept = new Map<string, string>();
  return createTrustService({
    rootPublicKey,
    meta: { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) },
    tillKey: { publicKey: () => keys.publicKey, sign: (text) => keys.sign(text) },
    onRefused: (why) => {
      throw new Error(why);
    },
  });
}

it('a slip stays believed when its till changes its key twice and the root key changes, and is not when the till is revoked', async () => {
  let central = await startTestCentral();
  onTestFinished(async () => await central.close());
  const rootPublicKey = () => readRootKey(join(central.home, 'root.key')).publicKey;
  const soldAt = Math.floor(central.clock.nowMs / 1_000) + 60;
  const trust = async (till: TestTill): Promise<TrustAnswer> => (await till.get<TrustAnswer>('/till/v1/trust')).body;

  const seller = await central.enrolTill('till-seller');
  const reader = await central.enrolTill('till-reader');
  const codeOf = async (till: TestTill, keys: TillKeys): Promise<string> => {
    const service = trustOf(rootPublicKey, keys);
    service.offer(await trust(till));
    return makeReturnCode({ ...milkAndBread, atSeconds: soldAt }, { ...service, certificate: service.certificate()! }).code;
  };
  const readerTrust = trustOf(rootPublicKey, reader.keys);
  const doubts = async (codes: readonly string[]) => {
    central.clock.nowMs += 1_000;
    readerTrust.offer(await trust(reader));
    return codes.map((code) => doubtOf(readReturnCode(code)!, readerTrust.keys, soldAt + 3_600, 30));
  };

  const codes = [await codeOf(seller, seller.keys)];
  let keys = seller.keys;
  for (let change = 0; change < 2; change += 1) {
    const next = makeTillKeys();
    const asked = { tillId: seller.tillId, from: keys.publicKey, to: next.publicKey };
    expect(await seller.post('/till/v1/till-key', { protocol: protocolVersion, from: asked.from, to: asked.to, signature: keys.sign(tillKeyChangeText(asked)) })).toMatchObject({ status: 200 });
    keys = next;
    codes.push(await codeOf(testTill(central.url, seller, keys), keys));
  }
  expect(await doubts(codes)).toEqual([undefined, undefined, undefined]);

  await central.stop();
  await inspect(central.home, async (db) => await rotateRootKey(db, openCentralHome(central.home), central.clock.nowMs));
  const { port, clock: { nowMs } } = central;
  central = await startTestCentral({ home: central.home, port });
  central.clock.nowMs = nowMs;
  expect(await doubts(codes)).toEqual([undefined, undefined, undefined]);

  await central.admin('tills/till-seller/revoke', {});
  expect(await doubts(codes)).toEqual(['revoked', 'revoked', 'revoked']);
});
