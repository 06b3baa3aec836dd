import { describe, expect, it } from 'vitest';
import { tillKeyChangeText } from '../../sync/protocol/till-key-change.ts';
import { protocolVersion, type FeedAnswer } from '../../sync/protocol/messages.ts';
import { formerKeyMs } from '../../sync/central/tills.ts';
import { testJournal } from './kit/test-journal.ts';
import { opened } from './kit/test-shop.ts';
import { makeTillKeys, testTill, type TestTill, type TillKeys } from './kit/test-till.ts';
import { useCentral } from './kit/use-central.ts';

describe("a change of the till's own key", () => {
  const at = useCentral();
  const ask = async (till: TestTill, from: TillKeys, to: TillKeys, signer = from) => {
    const { tillId } = till;
    const change = { tillId, from: from.publicKey, to: to.publicKey };
    return await till.post<{ publicKey: string }>('/till/v1/till-key', { protocol: protocolVersion, from: change.from, to: change.to, signature: signer.sign(tillKeyChangeText(change)) });
  };
  const pushes = async (till: TestTill, keys: TillKeys) => {
    const journal = testJournal();
    journal.append('journal-opened', { ...opened, tillId: till.tillId });
    return (await testTill(at.central.url, till, keys).push(journal)).status;
  };

  it('is taken once the old key has signed it; batches of the old one are taken for a while', async () => {
    const till = await at.central.enrolTill('till-change');
    const next = makeTillKeys();
    expect(await ask(till, till.keys, next)).toMatchObject({ status: 200, body: { publicKey: next.publicKey } });
    expect((await ask(till, till.keys, next)).status).toBe(200);
    expect([await pushes(till, next), await pushes(till, till.keys)]).toEqual([200, 200]);
    at.central.clock.nowMs += formerKeyMs;
    expect([await pushes(till, next), await pushes(till, till.keys)]).toEqual([200, 403]);
  });

  it('is refused where somebody else signed it, or from another key, and changes nothing', async () => {
    const till = await at.central.enrolTill('till-refused');
    const [thief, next] = [makeTillKeys(), makeTillKeys()];
    for (const refused of [ask(till, till.keys, next, thief), ask(till, thief, next)]) expect(await refused).toMatchObject({ status: 409, body: { code: 'till-key-refused' } });
    expect(await till.post('/till/v1/till-key', { protocol: protocolVersion, from: till.keys.publicKey, to: 'x'.repeat(60), signature: 's' })).toMatchObject({ status: 422, body: { code: 'public-key-invalid' } });
    expect([await pushes(till, till.keys), await pushes(till, next)]).toEqual([200, 403]);
  });

  it('is asked for in the feed of this till alone, until it has one', async () => {
    const [till, other] = [await at.central.enrolTill('till-asked'), await at.central.enrolTill('till-other')];
    expect(await at.central.admin('tills/till-asked/change-key', {})).toMatchObject({ status: 200, body: { tillId: 'till-asked' } });
    expect((await at.central.admin('tills/nobody/change-key', {})).status).toBe(404);
    const { body: { epoch } } = await till.get<{ epoch: string }>('/till/v1/ping');
    const asked = async (whom: TestTill, protocol = '&protocol=2') => (await whom.get<FeedAnswer>(`/till/v1/feed?journalId=j&epoch=${epoch}&cursor=0${protocol}`)).body.changeTillKey;
    expect([await asked(till), await asked(other), await asked(till, '')]).toEqual([true, undefined, undefined]);
    await ask(till, till.keys, makeTillKeys());
    expect(await asked(till)).toBeUndefined();
  });
});
