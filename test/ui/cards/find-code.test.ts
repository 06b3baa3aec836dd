import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCardsClient, type CardsClient } from '../../../ui/client/cards-client.ts';
import { createJsonCaller } from '../../../ui/client/json-caller.ts';
import { findCode } from '../../../ui/screens/cards/find-code.ts';
import { startFakeAgent, type FakeAgent } from '../fake-agent.ts';

let agent: FakeAgent;
let client: CardsClient;
beforeEach(async () => {
  agent = await startFakeAgent();
  client = createCardsClient(createJsonCaller((path, init) => fetch(`${agent.url}/${path}`, init)));
  agent.answer(/GET \/v1\/customers/, ({ query }) => (query.get('phone')?.includes('701') === true ? { phone: '+77011234567', source: 'centre', customers: [] } : 'phone-malformed'));
});
afterEach(() => agent.close());

describe('the one field', () => {
  it('opens a card by its number, or by its short form with the full one', async () => {
    agent.answer(/GET \/v1\/cards\/010001/, () => ({ cardNumber: '2900770100017', balance: {} }));
    expect(await findCode(client, ' 010001 ')).toEqual({ kind: 'card', cardNumber: '2900770100017' });
  });

  it('opens the page of a blank', async () => {
    agent.answer(/GET \/v1\/cards/, () => 'card-unknown');
    expect(await findCode(client, '2900770191015')).toEqual({ kind: 'card', cardNumber: '2900770191015' });
  });

  it('takes what is written like a telephone for one, and asks no card about it', async () => {
    expect(await findCode(client, '+7 701 123-45-67')).toMatchObject({ kind: 'people', found: { phone: '+77011234567' } });
    expect(agent.calls).toEqual(['GET /v1/customers']);
  });

  it('takes digits that are no card for a telephone', async () => {
    agent.answer(/GET \/v1\/cards/, () => 'card-number-wrong');
    expect(await findCode(client, '87011234567')).toMatchObject({ kind: 'people' });
  });

  it('says of digits that are neither what is wrong with the card', async () => {
    agent.answer(/GET \/v1\/cards/, () => 'card-number-wrong');
    expect(await findCode(client, '2900990000018')).toMatchObject({ kind: 'nothing', failure: { problem: { code: 'card-number-wrong' } } });
  });

  it('looks no further where the agent refuses for another reason', async () => {
    agent.answer(/GET \/v1\/cards/, () => 'not-ready');
    expect(await findCode(client, '87011234567')).toMatchObject({ kind: 'nothing', failure: { problem: { code: 'not-ready' } } });
  });
});
