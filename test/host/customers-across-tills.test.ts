/** Persons at two tills with a real centre and a real outbox of messages: proven, found, sealed, merged and erased. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyJournal } from '../../agent/storage/journal/verify-journal.ts';
import { createHttpSender } from '../../sync/central/notifications/http-sender.ts';
import { startTestCentral, type TestCentral } from '../central/kit.ts';
import { questionnaire } from '../central/profiles/kit.ts';
import { testBundle, testTime } from '../central/kit/test-shop.ts';
import { startFaultProxy, type FaultProxy } from '../kit/fault-proxy.ts';
import { goingClock } from '../kit/going-clock.ts';
import { startFakeSender, type FakeSender } from '../kit/notifications/fake-sender.ts';
import { cardNumber } from '../usecases/kit/test-till.ts';
import { makeAgentHome, startTestAgent, type TestAgent } from './kit/test-agent.ts';
import type { FoundCustomers } from '../../agent/contract/customer.ts';
import type { StatusView } from '../../agent/contract/status.ts';
import type { CallAnswer } from './kit/http-call.ts';

const eventually = { timeout: 60_000, interval: 50 };
const sides = ['a', 'b'] as const;
type Side = (typeof sides)[number];
const accounts = [1, 2, 3, 4, 5, 6, 7].map((serial) => ({ accountId: `account-${serial}`, tier: 'base', openingPoints: 1_000, cards: [{ number: cardNumber(serial), state: 'active' as const }] }));
const lines = [{ sku: 'milk', quantityMilli: 4_000, unitPriceMinor: 50_000 }];
const minuteMs = 60_000;

describe('persons at two tills', () => {
  let central: TestCentral;
  let sender: FakeSender;
  const homes = { a: makeAgentHome(), b: makeAgentHome() };
  const links = {} as Record<Side, FaultProxy>;
  const tills = {} as Record<Side, TestAgent>;
  const clock = goingClock(testTime.instantMs);
  let keys = 0;

  beforeAll(async () => {
    sender = await startFakeSender();
    central = await startTestCentral({
      accounts, clock, bundle: testBundle({ questionnaires: [questionnaire], phoneConfirmation: { when: 'deferred', codeDigits: 6, validMinutes: 10 } }),
      notifications: { sender: createHttpSender({ url: sender.url }), intervalMs: 50 },
    });
    for (const side of sides) {
      links[side] = await startFaultProxy({ host: '127.0.0.1', port: central.port });
      tills[side] = await startTestAgent(homes[side].home, { centralUrl: links[side].url, enrolmentCode: await central.enrolmentCode(`till-${side}`), machineTime: clock.machineTime });
    }
    for (const side of sides) await together(side);
  });
  afterAll(async () => {
    for (const side of sides) {
      await tills[side].running.close();
      await links[side].close();
      homes[side].remove();
    }
    await central.close();
    await sender.close();
  });

  const get = async (side: Side, path: string): Promise<CallAnswer> => await tills[side].call('GET', path);
  const post = async (side: Side, path: string, body: object): Promise<CallAnswer> => await tills[side].call('POST', path, { body, headers: { 'idempotency-key': `key-${(keys += 1)}` } });
  const statusOf = async (side: Side): Promise<StatusView> => (await get(side, '/v1/status')).body as unknown as StatusView;
  const apart = async (side: Side): Promise<void> => {
    await links[side].set('refuse');
    await vi.waitFor(async () => expect(await statusOf(side)).toMatchObject({ mode: 'offline' }), eventually);
  };
  const together = async (side: Side): Promise<void> => {
    await links[side].set('pass');
    await vi.waitFor(async () => expect(await statusOf(side)).toMatchObject({ mode: 'online', bundle: { serial: 1 }, queue: { length: 0 } }), eventually);
  };
  const register = async (side: Side, serial: number, number: string, more: object = {}): Promise<void> => {
    expect(await post(side, '/v1/customers', { cardCode: cardNumber(serial), phone: { number }, ...more })).toMatchObject({ status: 200, body: { accountId: `account-${serial}` } });
  };
  const found = async (side: Side, phone: string) => (await get(side, `/v1/customers?phone=${encodeURIComponent(phone)}`)).body as unknown as FoundCustomers;
  const foundIds = async (side: Side, phone: string) => (await found(side, phone)).customers.map(({ accountId }) => accountId).toSorted();
  const verify = async (side: Side, serial: number, body: object) => await post(side, `/v1/customers/account-${serial}/verify`, body);
  /** What the customer reads on their telephone. */
  const codeIn = async (verificationId: unknown): Promise<string> => {
    await vi.waitFor(() => expect(sender.times(`code:${String(verificationId)}`)).toBe(1), eventually);
    return /[0-9]{6}/.exec(sender.messages().find(({ id }) => id === `code:${String(verificationId)}`)?.text ?? '')?.[0] ?? '';
  };
  const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
  const prove = async (side: Side, serial: number): Promise<void> => {
    const { body: { verificationId } } = await verify(side, serial, {});
    expect(await verify(side, serial, { verificationId, code: await codeIn(verificationId) })).toMatchObject({ status: 200, body: { state: 'confirmed' } });
  };
  /** All files of a till as they lie on the disk. */
  const onDisk = (side: Side): Buffer[] => readdirSync(homes[side].home, { recursive: true, encoding: 'utf8' }).map((name) => join(homes[side].home, name))
    .filter((path) => statSync(path).isFile()).map((path) => readFileSync(path));
  const liesAt = (side: Side, ...texts: string[]) => texts.filter((text) => onDisk(side).some((file) => file.includes(text)));
  const sealedAt = (side: Side): unknown => {
    const db = new Database(join(homes[side].home, 'journal.db'), { readonly: true });
    try {
      return db.prepare('SELECT count(*) FROM sealed_blob').pluck().get();
    } finally {
      db.close();
    }
  };
  const journalOf = (side: Side) => verifyJournal(join(homes[side].home, 'journal.db'));

  it('a code by message proves whose telephone it is, at every till, and lets the customer spend by telephone', async () => {
    await register('a', 1, '8 (701) 123-45-67', { givenName: 'Әлия' });
    await vi.waitFor(async () => expect(await foundIds('b', '+7 701 123 45 67')).toEqual(['account-1']), eventually);
    await together('a');
    const asked = await verify('a', 1, {});
    expect(asked).toMatchObject({ status: 200, body: { state: 'sent', codeDigits: 6, phoneEnding: '4567' } });
    const { verificationId } = asked.body;
    const code = await codeIn(verificationId);
    expect(sender.messages().at(-1)).toMatchObject({ kind: 'code', to: '+77011234567' });
    expect(liesAt('a', code)).toEqual([]);

    expect(await verify('a', 1, { verificationId, code: wrong(code) })).toMatchObject({ status: 422, body: { code: 'code-wrong', triesLeft: 4 } });
    expect(await verify('b', 2, { verificationId, code })).toMatchObject({ status: 404, body: { code: 'verification-unknown' } });
    await tills.a.call('PUT', '/v1/sales/by-phone', { body: { baseRevision: 0, lines, customer: { code: '87011234567', identifiedBy: 'phone' } } });
    expect(await post('a', '/v1/sales/by-phone/redemption', { revision: 1, points: 100 })).toMatchObject({ status: 409, body: { code: 'redemption-refused' } });
    expect(await verify('a', 1, { verificationId, code })).toMatchObject({ status: 200, body: { state: 'confirmed', accountId: 'account-1' } });
    expect(await verify('a', 1, { verificationId, code })).toMatchObject({ status: 200, body: { state: 'confirmed' } });

    const { body: { revision } } = await tills.a.call('PUT', '/v1/sales/by-phone', { body: { baseRevision: 1, lines, customer: { code: '87011234567', identifiedBy: 'phone' } } });
    const held = await post('a', '/v1/sales/by-phone/redemption', { revision, points: 100 });
    expect(held).toMatchObject({ status: 200, body: { state: 'held' } });
    expect(await post('a', '/v1/sales/by-phone/cancel', { revision: held.body['revision'] })).toMatchObject({ status: 200 });
    for (const side of sides) await vi.waitFor(async () => expect((await found(side, '7011234567')).customers).toMatchObject([{ accountId: 'account-1', givenName: 'Әлия', isVerified: true }]), eventually);
  });

  it('a code ends with its time, with the fifth wrong guess, and so do codes that are asked for too often', async () => {
    await register('a', 2, '+7 702 000 00 02');
    await together('a');
    const late = (await verify('a', 2, {})).body['verificationId'];
    const lateCode = await codeIn(late);
    clock.nowMs += 10 * minuteMs;
    expect(await verify('a', 2, { verificationId: late, code: lateCode })).toMatchObject({ status: 409, body: { code: 'code-expired' } });

    const guessed = (await verify('a', 2, {})).body['verificationId'];
    const code = await codeIn(guessed);
    const answers: unknown[] = [];
    for (let guess = 0; guess < 6; guess += 1) answers.push((await verify('a', 2, { verificationId: guessed, code: wrong(code) })).body['triesLeft']);
    expect(answers).toEqual([4, 3, 2, 1, 0, undefined]);
    expect(await verify('a', 2, { verificationId: guessed, code })).toMatchObject({ status: 409, body: { code: 'code-expired' } });

    expect((await verify('b', 2, {})).status).toBe(200);
    const many = await verify('a', 2, {});
    expect(many).toMatchObject({ status: 429, body: { code: 'too-many-codes' }, headers: { 'retry-after': expect.any(String) } });
    clock.nowMs += Number(many.body['retryAfterMs']);
    expect((await verify('a', 2, {})).status).toBe(200);
    await apart('a');
    expect(await verify('a', 2, {})).toMatchObject({ status: 503, body: { code: 'centre-unreachable' } });
    await together('a');
  });

  it('a telephone is found offline by its hash before, while and after the key of the hashes is changed', async () => {
    const number = '8 703 000 00 03';
    await register('a', 3, number, { givenName: 'Ерлан' });
    for (const side of sides) {
      await together(side);
      await vi.waitFor(async () => expect((await get(side, `/v1/cards/${cardNumber(3)}`)).body).toMatchObject({ givenName: 'Ерлан' }), eventually);
    }
    const keyOf = (side: Side) => (JSON.parse(readFileSync(join(homes[side].home, 'phone.key'), 'utf8')) as { keyId: string }[])[0]?.keyId;
    const before = keyOf('b');
    await apart('b');
    expect(await found('b', number)).toMatchObject({ source: 'cache', customers: [{ accountId: 'account-3' }] });
    const { body: { keyId } } = await central.admin<{ keyId: string }>('phone-key/rotate', {});
    expect(keyId).not.toBe(before);
    expect(await found('b', number)).toMatchObject({ source: 'cache', customers: [{ accountId: 'account-3', isHere: true }] });
    await together('b');
    expect(await foundIds('b', number)).toEqual(['account-3']);
    for (const side of sides) {
      await vi.waitFor(() => expect(keyOf(side)).toBe(keyId), eventually);
      await together(side);
      await apart(side);
      await vi.waitFor(async () => expect(await found(side, number)).toMatchObject({ source: 'cache', customers: [{ accountId: 'account-3' }] }), eventually);
      await together(side);
    }
    expect(liesAt('a', '+77030000003', '7030000003')).toEqual([]);
  });

  it('what a customer said offline is read at the centre after the sync, and lies nowhere at the till', async () => {
    const secret = ['Қызылорда-үй-17', 'Құрманғазы', '+77040000004', '7040000004'];
    await apart('a');
    await register('a', 4, '8 704 000 00 04', { givenName: secret[1], answers: { city: secret[0], messages: { given: true, version: 'v1' } } });
    expect(sealedAt('a')).toBe(1);
    expect(liesAt('a', ...secret)).toEqual([]);
    await together('a');
    await vi.waitFor(async () => expect((await central.admin('profiles/account-4')).body).toMatchObject({ profile: { givenName: secret[1], phone: { number: '+77040000004', verified: false }, answers: { city: secret[0] } } }), eventually);
    await vi.waitFor(() => expect(sealedAt('a')).toBe(0), eventually);
    for (const side of sides) expect(liesAt(side, 'Қызылорда-үй-17', '7040000004')).toEqual([]);
    expect(journalOf('a')).toMatchObject({ ok: true });
  });

  it('one telephone at two tills that were apart is a proposal, and one customer only once it is verified for both', async () => {
    for (const side of sides) await apart(side);
    await register('a', 5, '8 705 000 00 05', { givenName: 'Ана' });
    await register('b', 6, '+7 705 0000005', { givenName: 'Анна' });
    expect((await tills.b.call('PUT', '/v1/sales/before-merge', { body: { baseRevision: 0, lines, customer: { code: cardNumber(6) } } })).status).toBe(200);
    const { returnCode } = (await tills.b.call('POST', '/v1/sales/before-merge/commit', { body: { revision: 1, receipt: { number: 'before-merge' } } })).body as { returnCode: { code: string } };
    for (const side of sides) await together(side);
    const proposals = async (state: string) => (await central.admin<{ proposals: object[] }>(`merge-proposals?state=${state}`)).body.proposals;
    await vi.waitFor(async () => expect(await proposals('open')).toMatchObject([{ accountId: 'account-5', otherId: 'account-6' }]), eventually);
    for (const side of sides) await vi.waitFor(async () => expect(await foundIds(side, '87050000005')).toEqual(['account-5', 'account-6']), eventually);
    expect((await post('a', '/v1/customers', { cardCode: cardNumber(7), phone: { number: '87050000005' }, refuseDuplicates: true })).body).toMatchObject({ code: 'phone-taken' });

    await prove('a', 5);
    expect(await proposals('open')).toHaveLength(1);
    for (const side of sides) expect(await foundIds(side, '87050000005')).toEqual(['account-5', 'account-6']);
    await prove('b', 6);
    await vi.waitFor(async () => expect(await proposals('open')).toEqual([]), eventually);
    for (const side of sides) {
      await vi.waitFor(async () => expect(await foundIds(side, '87050000005')).toHaveLength(1), eventually);
      for (const serial of [5, 6]) await vi.waitFor(async () => expect((await get(side, `/v1/cards/${cardNumber(serial)}`)).body).toMatchObject({ accountId: 'account-5', balance: { balancePoints: 2_100 } }), eventually);
    }

    // What the one bought comes back to the customer that both are now, once, though two tills took it back while they were apart.
    for (const side of sides) await apart(side);
    for (const side of sides) {
      expect(await tills[side].call('PUT', `/v1/returns/merged-${side}`, { body: { baseRevision: 0, code: returnCode.code } })).toMatchObject({ status: 200, body: { quoted: { pointsTakenBack: 100 } } });
      expect((await tills[side].call('POST', `/v1/returns/merged-${side}/commit`, { body: { revision: 1, receipt: { number: `merged-${side}` } } })).status).toBe(200);
    }
    for (const side of sides) await links[side].set('pass');
    const parked = async (side: Side) => (await get(side, '/v1/journal?state=parked')).body['entries'] as { opId: string; centre: { reason: string } }[];
    await vi.waitFor(async () => expect([...(await parked('a')), ...(await parked('b'))]).toMatchObject([{ kind: 'return-committed', centre: { reason: 'return-exceeds-sale' } }]), eventually);
    for (const side of sides) {
      for (const { opId } of await parked(side)) expect(await post(side, `/v1/journal/${opId}/resolve`, { repair: 'accept', reason: 'taken back twice' })).toMatchObject({ status: 200 });
      await together(side);
      await vi.waitFor(async () => expect((await get(side, `/v1/cards/${cardNumber(6)}`)).body).toMatchObject({ accountId: 'account-5', balance: { balancePoints: 2_000 } }), eventually);
    }
    expect((await central.report()).findings.defect).toBe(0);
  });

  it('a person who is erased is gone from every till: no look-up finds them, and the chain is whole', async () => {
    const number = '8 706 000 00 06';
    await register('a', 7, number, { givenName: 'Өшірілетін', birthday: '1990-02-28', answers: { city: 'Тараз-42' } });
    for (const side of sides) {
      await together(side);
      await vi.waitFor(async () => expect((await get(side, `/v1/cards/${cardNumber(7)}`)).body).toMatchObject({ givenName: 'Өшірілетін', registered: true }), eventually);
    }
    await apart('b');
    expect(await central.put('profiles/account-7', {}, 'DELETE')).toMatchObject({ status: 200 });
    for (const side of sides) {
      await together(side);
      await vi.waitFor(async () => expect(await foundIds(side, number)).toEqual([]), eventually);
      await apart(side);
      expect(await found(side, number)).toMatchObject({ source: 'cache', customers: [] });
      const { body } = await get(side, `/v1/cards/${cardNumber(7)}`);
      expect(body).toMatchObject({ accountId: 'account-7', registered: false, balance: { balancePoints: 1_000 } });
      expect(body).not.toHaveProperty('givenName');
      expect([sealedAt(side), journalOf(side).ok]).toEqual([0, true]);
      await together(side);
    }
    expect((await get('a', '/v1/journal?kind=customer-registered')).text).not.toContain('Өшірілетін');
    // who was erased may come back
    await register('b', 7, number, { givenName: 'Жаңа' });
    await vi.waitFor(async () => expect(await found('a', number)).toMatchObject({ customers: [{ accountId: 'account-7', isVerified: false }] }), eventually);
  });
});
