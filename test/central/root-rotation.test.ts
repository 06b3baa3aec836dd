import { createPublicKey, verify } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCentralHome } from '../../sync/central/home/central-home.ts';
import { prepareRotation, rotateRootKey } from '../../sync/central/root-rotation.ts';
import { followRotations, rootKeyId } from '../../sync/engine/follow-rotations.ts';
import { revocationSigningText, type SignedRevocation } from '../../sync/protocol/revocation.ts';
import { protocolVersion, type BundleAnswer, type FeedAnswer, type RootRotationsAnswer } from '../../sync/protocol/messages.ts';
import { startTestCentral, type TestCentral } from './kit.ts';
import { inspect } from './kit/audit.ts';
import { testBundle } from './kit/test-shop.ts';
import { makeTillKeys, testTill, type TestTill } from './kit/test-till.ts';

const isSigned = (text: string, signature: string, der: string) =>
  verify(null, Buffer.from(text), createPublicKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'spki' }), Buffer.from(signature, 'base64'));

describe('the rotation of the root key', () => {
  let central: TestCentral;
  let till: TestTill;
  beforeEach(async () => {
    central = await startTestCentral();
    till = await central.enrolTill();
  });
  afterEach(async () => await central.close());

  /** The centre stops, something is done to its database and home, and it starts again. */
  const restart = async (between: (home: ReturnType<typeof openCentralHome>) => Promise<unknown>) => {
    await central.stop();
    await between(openCentralHome(central.home));
    central = await startTestCentral({ home: central.home });
    till = testTill(central.url, till, till.keys);
  };
  const rotate = async () => await inspect(central.home, async (db) => await rotateRootKey(db, openCentralHome(central.home), central.clock.nowMs));
  const rotationsAfter = async (keyId: string) => {
    const response = await fetch(`${central.url}/till/v1/root-rotations?after=${keyId}`);
    return ((await response.json()) as RootRotationsAnswer).rotations;
  };
  const enrol = async (code: string) => {
    const response = await fetch(`${central.url}/till/v1/enrol`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ protocol: protocolVersion, code, publicKey: makeTillKeys().publicKey }),
    });
    return { status: response.status, body: (await response.json()) as { code?: string; detail?: string } };
  };
  const home = () => openCentralHome(central.home);

  it('is followed from any key that was ever in force, and everything is signed by the last one from then on', async () => {
    await restart(async () => {
      await rotate();
      await rotate();
    });
    const chain = await rotationsAfter(till.keyId);
    const trusted = followRotations(till.rootPublicKey, chain)!;
    expect(chain).toHaveLength(2);
    expect(await rotationsAfter(rootKeyId(trusted))).toEqual([]);

    const { body: bundle } = await till.get<BundleAnswer>('/till/v1/bundle');
    expect([bundle.keyId, isSigned(bundle.text, bundle.signature, trusted), isSigned(bundle.text, bundle.signature, till.rootPublicKey)]).toEqual([rootKeyId(trusted), true, false]);
    expect((await central.enrolTill('till-new')).rootPublicKey).toBe(trusted);
    await central.admin('bundles', JSON.stringify(testBundle({ serial: 2 })));
    const { body: next } = await till.get<BundleAnswer>('/till/v1/bundle');
    expect(isSigned(next.text, next.signature, trusted)).toBe(true);
    await central.admin('tills/till-1/revoke', {});
    const { body: revoked } = await till.get<SignedRevocation>('/till/v1/ping');
    expect(isSigned(revocationSigningText(revoked), revoked.signature, trusted)).toBe(true);
  });

  it('is named in the feed of tills that know of it, and not in that of protocol 1', async () => {
    await restart(rotate);
    const { body: { epoch } } = await till.get<{ epoch: string }>('/till/v1/ping');
    const feed = async (protocol: string) => (await till.get<FeedAnswer>(`/till/v1/feed?journalId=j&epoch=${epoch}&cursor=0${protocol}`)).body;
    const [link] = await rotationsAfter(till.keyId);
    expect((await feed('&protocol=2')).rootKeyId).toBe(rootKeyId(link!.to));
    expect(await feed('')).not.toHaveProperty('rootKeyId');
  });

  it('tells a till that comes with a code from before', async () => {
    const code = await central.enrolmentCode('till-late');
    await restart(rotate);
    expect(await enrol(code)).toMatchObject({ status: 403, body: { code: 'enrolment-code-retired', detail: expect.stringContaining('changed its root key') as string } });
    expect((await enrol(`${code.slice(0, -4)}0000`)).body.code).toBe('enrolment-code-wrong');
  });

  it('leaves the old key in force where it was cut off after the next one was made', async () => {
    await restart(async () => await inspect(central.home, async (db) => await prepareRotation(db, home())));
    expect((await central.enrolTill('till-2')).keyId).toBe(till.keyId);
    const prepared = readFileSync(home().nextRootKey, 'utf8');
    await restart(rotate);
    expect(readFileSync(home().rootKey, 'utf8')).toBe(prepared);
    expect(existsSync(home().nextRootKey)).toBe(false);
  });

  it('leaves the new key in force where it was cut off after its commit, and is finished by the next start or rotation', async () => {
    const cutOff = async () => {
      copyFileSync(home().rootKey, join(central.home, 'old'));
      const done = await rotate();
      renameSync(home().rootKey, home().nextRootKey);
      renameSync(join(central.home, 'old'), home().rootKey);
      return done.keyId;
    };
    let keyId = '';
    await restart(async () => void (keyId = await cutOff()));
    expect((await central.enrolTill('till-2')).keyId).toBe(keyId);
    expect(existsSync(home().nextRootKey)).toBe(false);
    await restart(async () => {
      const before = keyId;
      keyId = await cutOff();
      expect(await rotate()).toEqual({ before, keyId, wasUnfinished: true });
    });
    expect((await central.enrolTill('till-3')).keyId).toBe(keyId);
  });

  it('brings a database that was restored from before it forward', async () => {
    await restart(async () => {
      const [kept] = await inspect(central.home, async (db) => await db.query<{ private_key: string; secret: string }>('SELECT private_key, secret FROM sealing_key, phone_key'));
      await rotate();
      await rotate();
      await inspect(central.home, async (db) => {
        await db.query('UPDATE sealing_key SET private_key = $1', [kept!.private_key]);
        await db.query('UPDATE phone_key SET secret = $1', [kept!.secret]);
        await db.query('DELETE FROM root_rotation');
        await db.query("UPDATE meta SET value = $1 WHERE key = 'root-key'", [till.keyId]);
      });
    });
    expect(followRotations(till.rootPublicKey, await rotationsAfter(till.keyId))).toBe((await central.enrolTill('till-2')).rootPublicKey);
  });

  it('is refused to a home that has not the key in force, and such a home does not start', async () => {
    await central.stop();
    rmSync(home().rootKey);
    await expect(rotate()).rejects.toMatchObject({ code: 'root-key-away' });
    await expect(startTestCentral({ home: central.home })).rejects.toMatchObject({ code: 'root-key-differs' });
  });
});
