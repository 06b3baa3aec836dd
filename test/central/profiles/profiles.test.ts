import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ProfileView } from '../../../sync/central/profiles/office-profile.ts';
import type { FeedAnswer } from '../../../sync/protocol/messages.ts';
import { anna, testTime } from '../kit/test-shop.ts';
import { useCentral } from '../kit/use-central.ts';
import { agrees, profileBundle, pushCustomer, sealingKeyOf } from './kit.ts';

const at = useCentral({ bundle: profileBundle() });
const verdictsOf = ({ body }: Awaited<ReturnType<typeof pushCustomer>>) => body.verdicts?.map(({ verdict, reason }) => (reason === undefined ? verdict : `${verdict} ${reason}`));
const profileOf = async (accountId: string) => (await at.central.admin<ProfileView>(`profiles/${accountId}`)).body;

describe('profiles at the centre', () => {
  it('of a new account: it is made with the lowest tier, and every till learns of it', async () => {
    expect(verdictsOf(await pushCustomer(at.central, at.till, 'new-1', { givenName: 'Ерлан', birthday: '1985-01-31' }))).toEqual(['applied']);
    const { body: { epoch } } = await at.till.get<{ epoch: string }>('/till/v1/ping');
    const { body } = await at.till.get<FeedAnswer>(`/till/v1/feed?journalId=any&epoch=${epoch}&cursor=0&limit=500&protocol=2`);
    expect(body.accounts.find(({ accountId }) => accountId === 'new-1')).toEqual({
      accountId: 'new-1', tier: 'base', givenName: 'Ерлан', birthday: '01-31', availablePoints: 0, holds: [], cards: [], purchases: 0, joinedOn: testTime.localDate,
    });
  });

  it('of an account from elsewhere change its name, and leave what they do not say', async () => {
    await pushCustomer(at.central, at.till, anna.accountId, { givenName: 'Аня' });
    expect((await profileOf(anna.accountId)).profile).toEqual({ givenName: 'Аня' });
  });

  it('take the latest change of each field, whatever the order in which changes arrive', async () => {
    // the tills' journals say a millisecond after noon, the office says what its clock does
    const change = async (givenName: string) => await pushCustomer(at.central, at.till, 'ordered', { givenName });
    await change('Первая');
    await at.central.put('profiles/ordered', { givenName: 'Из офиса', userId: 'office-1' }, 'PATCH');
    expect((await profileOf('ordered')).profile.givenName).toBe('Первая');
    at.central.clock.nowMs += 60_000;
    await at.central.put('profiles/ordered', { givenName: 'Последняя', userId: 'office-1' }, 'PATCH');
    await change('Вторая');
    const { profile, changes } = await profileOf('ordered');
    expect(profile.givenName).toBe('Последняя');
    expect(changes.map(({ kind, userId }) => [kind, userId])).toEqual([['registered', null], ['by-office', 'office-1'], ['by-office', 'office-1'], ['registered', null]]);
  });

  it('are parked where nobody here can read them, or where they are not what the till said', async () => {
    const stranger = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const { keyId } = await sealingKeyOf(at.till);
    expect(verdictsOf(await pushCustomer(at.central, at.till, 'odd', { givenName: 'А' }, { sealTo: { keyId: 'nobody', publicKey: stranger } }))).toEqual(['parked sealed-unreadable']);
    expect(verdictsOf(await pushCustomer(at.central, at.till, 'odd', { givenName: 'А' }, { sealTo: { keyId, publicKey: stranger } }))).toEqual(['parked sealed-unreadable']);
    expect(verdictsOf(await pushCustomer(at.central, at.till, 'odd', { givenName: 'А' }, { changes: { fields: ['phone'] } }))).toEqual(['parked defect']);
    expect(verdictsOf(await pushCustomer(at.central, at.till, 'odd', { givenName: 'А' }, { changes: { tillId: 'till-9' } }))).toEqual(['parked defect']);
    expect(verdictsOf(await pushCustomer(at.central, at.till, 'nobody', { givenName: 'А' }, { kind: 'customer-changed' }))).toEqual(['parked account-unknown']);
    expect((await profileOf('odd')).profile).toEqual({});
  });

  it('stay readable when the key is rotated: what was sealed to the old one too', async () => {
    const before = await sealingKeyOf(at.till);
    const { body: { keyId } } = await at.central.admin<{ keyId: string }>('sealing-key/rotate', {});
    const after = await sealingKeyOf(at.till);
    expect([after.keyId, after.keyId === before.keyId, after.issuedAtMs > before.issuedAtMs]).toEqual([keyId, false, true]);
    expect(verdictsOf(await pushCustomer(at.central, at.till, 'rotated', { givenName: 'Старый' }, { sealTo: before }))).toEqual(['applied']);
    expect(verdictsOf(await pushCustomer(at.central, at.till, 'rotated', { language: 'kk' }, { sealTo: after }))).toEqual(['applied']);
    expect((await profileOf('rotated')).profile).toEqual({ givenName: 'Старый', language: 'kk' });
  });

  it('of an erased person do not come back with what a till sends later, but with a new registration', async () => {
    await pushCustomer(at.central, at.till, 'gone', { givenName: 'Ушедший', answers: agrees });
    expect((await at.central.put('profiles/gone', {}, 'DELETE')).status).toBe(200);
    for (const kind of ['customer-registered', 'customer-changed'] as const) {
      expect(verdictsOf(await pushCustomer(at.central, at.till, 'gone', { givenName: 'Снова' }, { kind }))).toEqual(['parked person-erased']);
    }
    expect(await profileOf('gone')).toMatchObject({ profile: {}, changes: [{ kind: 'erased' }, { kind: 'registered' }] });
    expect((await at.central.put('profiles/gone', { givenName: 'Вернулся' }, 'PATCH')).status).toBe(200);
    expect((await profileOf('gone')).profile).toEqual({ givenName: 'Вернулся' });
  });

  it('are for the administrator alone, and of accounts that there are', async () => {
    expect((await at.till.get('/admin/v1/profiles/account-anna')).status).toBe(401);
    expect((await at.central.admin('profiles/none')).status).toBe(404);
    expect((await at.central.put('profiles/none', {}, 'DELETE')).status).toBe(404);
    expect((await at.central.put('profiles/ordered', { phone: { number: '12', verified: true } }, 'PATCH')).body).toMatchObject({ code: 'bad-request', path: '/phone/number' });
    expect((await at.central.put('profiles/ordered', { shoe: 42 }, 'PATCH')).status).toBe(400);
  });
});
