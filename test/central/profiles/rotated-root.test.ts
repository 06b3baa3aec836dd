import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSealingKeyStore } from '../../../agent/host/home/sealing-key.ts';
import { openCentralHome } from '../../../sync/central/home/central-home.ts';
import type { ProfileView } from '../../../sync/central/profiles/office-profile.ts';
import { rotateRootKey } from '../../../sync/central/root-rotation.ts';
import { followRotations } from '../../../sync/engine/follow-rotations.ts';
import type { RootRotationsAnswer } from '../../../sync/protocol/messages.ts';
import { startTestCentral, type TestCentral } from '../kit.ts';
import { inspect } from '../kit/audit.ts';
import { testTill, type TestTill } from '../kit/test-till.ts';
import { profileBundle, pushCustomer, sealingKeyOf } from './kit.ts';

const both = { givenName: 'Старый', language: 'kk' };

describe('a rotation of the root key', () => {
  let central: TestCentral;
  let till: TestTill;
  beforeEach(async () => {
    central = await startTestCentral({ bundle: profileBundle() });
    till = await central.enrolTill();
  });
  afterEach(async () => await central.close());

  const restartAfter = async (between: () => Promise<unknown>) => {
    await central.stop();
    await between();
    central = await startTestCentral({ home: central.home });
    till = testTill(central.url, till, till.keys);
  };
  const rotate = async () => await inspect(central.home, async (db) => await rotateRootKey(db, openCentralHome(central.home), central.clock.nowMs));
  /** What was sealed to the key from before, and what is sealed to the one of now. */
  const openedOf = async (before: Awaited<ReturnType<typeof sealingKeyOf>>) => {
    const after = await sealingKeyOf(till);
    for (const [sealTo, change] of [[before, { givenName: 'Старый' }], [after, { language: 'kk' as const }]] as const) {
      expect((await pushCustomer(central, till, 'sealed', change, { sealTo })).body.verdicts).toMatchObject([{ verdict: 'applied' }]);
    }
    return (await central.admin<ProfileView>('profiles/sealed')).body.profile;
  };

  it('leaves what was sealed before it readable, and what is sealed after it to the same key and to another', async () => {
    const before = await sealingKeyOf(till);
    await restartAfter(rotate);
    expect((await sealingKeyOf(till)).keyId).toBe(before.keyId);
    expect(await openedOf(before)).toEqual(both);
    await central.admin('sealing-key/rotate', {});
    expect(await openedOf(before)).toEqual(both);
  });

  it('is followed by a till, which then takes the sealing key that the new root key signed', async () => {
    const before = await sealingKeyOf(till);
    let trusted = till.rootPublicKey;
    const kept = new Map<string, string>();
    const store = createSealingKeyStore({ get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) }, () => trusted);
    expect(store.offer(before)).toBe(true);
    await restartAfter(rotate);
    await central.admin('sealing-key/rotate', {});
    const after = await sealingKeyOf(till);
    expect([store.offer(after), store.keyId()]).toEqual([false, before.keyId]);
    const response = await fetch(`${central.url}/till/v1/root-rotations?after=${till.keyId}`);
    trusted = followRotations(trusted, ((await response.json()) as RootRotationsAnswer).rotations)!;
    expect([store.offer(after), store.keyId()]).toEqual([true, after.keyId]);
  });

  it('leaves the sealing keys of a database that was restored from before it readable', async () => {
    const before = await sealingKeyOf(till);
    await restartAfter(async () => {
      const rows = await inspect(central.home, async (db) => await db.query<{ private_key: string; secret: string }>('SELECT private_key, secret FROM sealing_key, phone_key'));
      await rotate();
      await rotate();
      await inspect(central.home, async (db) => {
        await db.query('DELETE FROM root_rotation');
        await db.query("UPDATE meta SET value = $1 WHERE key = 'root-key'", [till.keyId]);
        await db.query('UPDATE sealing_key SET private_key = $1', [rows[0]!.private_key]);
        await db.query('UPDATE phone_key SET secret = $1', [rows[0]!.secret]);
      });
    });
    expect(await openedOf(before)).toEqual(both);
  });
});
