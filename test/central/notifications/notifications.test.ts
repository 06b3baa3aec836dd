import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createHttpSender } from '../../../sync/central/notifications/http-sender.ts';
import { createFileSender } from '../../../sync/central/notifications/file-sender.ts';
import { sendDue, type SendOptions } from '../../../sync/central/notifications/send-due.ts';
import type { Message, NotificationSender } from '../../../sync/central/notifications/sender.ts';
import { changeByOffice, type OfficeChange } from '../../../sync/central/profiles/office-profile.ts';
import { erasePerson } from '../../../sync/central/profiles/erase-person.ts';
import { runJobs } from '../../../sync/central/jobs/run-jobs.ts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeSender, type FakeSender } from '../../kit/notifications/fake-sender.ts';
import { openLedger, type OpenLedger } from '../kit/open-ledger.ts';
import { pointsSale } from '../kit/points-sale.ts';
import { dayMs, pointsBundle, timeIn } from '../kit/points-shop.ts';
import { anna, boris, testTime } from '../kit/test-shop.ts';
import { agrees, questionnaire } from '../profiles/kit.ts';

let ledger: OpenLedger;
let fake: FakeSender;
beforeEach(async () => {
  ledger = await openLedger(pointsBundle({ questionnaires: [questionnaire], birthdayPoints: { points: 50 } }), [anna, { ...boris, openingPoints: 40 }], testTime.instantMs);
  fake = await startFakeSender();
});
afterEach(async () => {
  await fake.close();
  await ledger.close();
});

const verified = { phone: { number: '8 701 123 45 67', verified: true } };
const tells = async (accountId: string, change: OfficeChange) => await changeByOffice(ledger, accountId, change, ledger.clock.nowMs);
const sells = async (saleId: string, accountId = anna.accountId) =>
  await ledger.push('sale-committed', pointsSale(ledger.compiled, { saleId, time: timeIn(0), account: await ledger.account(accountId) }), `op-${saleId}`);
const send = async (changes: Partial<SendOptions> = {}) =>
  await sendDue(ledger, { sender: createHttpSender({ url: fake.url }), signal: new AbortController().signal, random: () => 0, now: () => ledger.clock.nowMs, ...changes });
const rows = async () => await ledger.db.query<{ notification_id: string; state: string; reason: string | null; attempts: number }>(
  'SELECT notification_id, state, reason, attempts FROM notification ORDER BY notification_id',
);
const states = async () => (await rows()).map(({ notification_id, state, reason }) => `${notification_id} ${state}${reason === null ? '' : ` ${reason}`}`);

describe('messages to customers', () => {
  it('tell what a sale gave, once, in the customer\'s language, and hold no person until they are sent', async () => {
    await tells(anna.accountId, { ...verified, language: 'kk', givenName: 'Анна', answers: agrees });
    expect(await sells('sale-1')).toBe('applied');
    expect(JSON.stringify(await ledger.db.query('SELECT * FROM notification'))).not.toMatch(/7011234567|Анна/);
    expect(await send()).toEqual({ sent: 1, dropped: 0, putOff: 0 });
    expect(await send()).toEqual({ sent: 0, dropped: 0, putOff: 0 });
    expect(fake.messages()).toEqual([{ id: 'accrual:op-sale-1', kind: 'accrual', to: '+77011234567', language: 'kk', text: 'Проба: +35 ұпай, шотыңызда 1025.' }]);
  });

  it('are for those alone who agreed, and not if they no longer do, or if the number is not shown to be theirs', async () => {
    await tells(boris.accountId, { phone: { number: '+77010000000', verified: false }, answers: agrees });
    await sells('sale-1');
    expect(await rows()).toEqual([]);
    await sells('sale-2', boris.accountId);
    await tells(anna.accountId, { ...verified, answers: agrees });
    await sells('sale-3');
    ledger.clock.nowMs += 1_000;
    await tells(anna.accountId, { answers: { messages: { given: false, version: 'v1' } } });
    await sells('sale-4');
    expect(await send()).toEqual({ sent: 0, dropped: 2, putOff: 0 });
    expect(await states()).toEqual(['accrual:op-sale-2 dropped no-address', 'accrual:op-sale-3 dropped no-consent']);
    expect(fake.messages()).toEqual([]);
  });

  it('are written by the calendar, once, whoever runs the jobs and however often', async () => {
    await tells(anna.accountId, { ...verified, answers: agrees, birthday: '1990-12-01' });
    await sells('sale-1');
    await ledger.db.query("UPDATE account SET favourite_category_id = 'food', favourite_until = '2026-12-03' WHERE account_id = $1", [anna.accountId]);
    const firstOfMonth = testTime.instantMs + 9 * dayMs;
    const before = await runJobs(ledger, testTime.instantMs);
    expect(before.notifications).toBe(1);
    const runs = await Promise.all([1, 2, 3].map(async () => await runJobs(ledger, firstOfMonth)));
    // A run that was beside another may have looked before the other's points were settled: the next one writes what that left.
    runs.push(await runJobs(ledger, firstOfMonth));
    expect(await runJobs(ledger, firstOfMonth)).toMatchObject({ notifications: 0, birthdays: 0 });
    expect(runs.reduce((sum, { notifications, birthdays }) => sum + notifications + birthdays, 0)).toBe(4);
    ledger.clock.nowMs = firstOfMonth;
    expect((await send()).sent).toBe(4);
    expect(Object.fromEntries(fake.messages().map(({ id, text }) => [id, text]))).toEqual({
      // before or after the gift of the same day, whichever run was first
      'balance:2026-12:account-anna': expect.stringMatching(/^Проба: баллов на счёте: 10(15|65)\.$/),
      'birthday:2026:account-anna': 'Проба: с днём рождения! Вам подарок: 50 баллов, на счёте 1065.',
      'favourite-lapses:2026-12-03:account-anna': 'Проба: любимая категория «Еда» действует до 3 декабря. Выберите её снова.',
      'points-expire:2026-12-05:account-anna': 'Проба: 5 декабря — последний день для баллов: 10. Потратьте их в магазине.',
    });
    // too late to say what came nine days ago, and that points were ending that are gone
    expect((await states()).filter((state) => state.includes('dropped'))).toEqual(['accrual:op-sale-1 dropped too-late', 'points-expire:2026-11-27:account-anna dropped too-late']);
  });

  it('wait out the quiet hours of the programme\'s zone', async () => {
    await tells(anna.accountId, { ...verified, answers: agrees });
    await sells('sale-1');
    const quietHours = { fromMinute: 11 * 60, toMinute: 13 * 60 };
    expect(await send({ quietHours })).toEqual({ sent: 0, dropped: 0, putOff: 0 });
    ledger.clock.nowMs += 3_600_000;
    expect((await send({ quietHours })).sent).toBe(1);
  });

  it('come again with growing pauses while the gateway is away, under one id where its answer was lost, and not where it refused', async () => {
    await tells(anna.accountId, { ...verified, answers: agrees });
    await sells('sale-1');
    fake.misbehave('fail', 'lose');
    expect((await send()).putOff).toBe(1);
    expect(await send()).toEqual({ sent: 0, dropped: 0, putOff: 0 });
    ledger.clock.nowMs += 2_500;
    expect((await send()).putOff).toBe(1);
    ledger.clock.nowMs += 2_500;
    expect(await send()).toEqual({ sent: 0, dropped: 0, putOff: 0 });
    ledger.clock.nowMs += 2_500;
    expect((await send()).sent).toBe(1);
    expect([fake.messages().length, fake.times('accrual:op-sale-1')]).toEqual([1, 2]);
    await sells('sale-2');
    fake.misbehave('refuse');
    expect((await send()).dropped).toBe(1);
    expect(await states()).toEqual(['accrual:op-sale-1 sent', 'accrual:op-sale-2 dropped http-400']);
  });

  it('go out once from several processes at once', async () => {
    await tells(anna.accountId, { ...verified, answers: agrees });
    for (let count = 0; count < 45; count += 1) await sells(`sale-${count}`);
    const done = await Promise.all([1, 2, 3].map(async () => await send()));
    expect(done.reduce((sum, { sent }) => sum + sent, 0)).toBe(45);
    expect(fake.messages().map(({ id }) => fake.times(id))).toEqual(Array.from({ length: 45 }, () => 1));
  });

  it('are not lost with a process that stops between sending and settling: another one sends them again when its time is over', async () => {
    await tells(anna.accountId, { ...verified, answers: agrees });
    await sells('sale-1');
    const seen: Message[] = [];
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    const dying: NotificationSender = { description: 'dies', send: async (message) => { seen.push(message); take(); return await new Promise<never>(() => undefined); } };
    void send({ sender: dying });
    await taken;
    expect(await send()).toEqual({ sent: 0, dropped: 0, putOff: 0 });
    ledger.clock.nowMs += 60_001;
    expect((await send()).sent).toBe(1);
    expect([seen[0]?.id, fake.messages()[0]?.id]).toEqual(['accrual:op-sale-1', 'accrual:op-sale-1']);
  });

  it('go when they were kept long enough, and with the person', async () => {
    await tells(anna.accountId, { ...verified, answers: agrees });
    await sells('sale-1');
    await send();
    await runJobs(ledger, testTime.instantMs + 20 * dayMs, 10);
    expect((await states()).filter((state) => state.startsWith('accrual'))).toEqual([]);
    await sells('sale-2');
    await erasePerson(ledger.db, anna.accountId, ledger.clock.nowMs);
    expect(await rows()).toEqual([]);
  });

  it('are appended to a file in the demo', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'till-messages-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'messages.jsonl');
    await tells(anna.accountId, { ...verified, language: 'en', answers: agrees });
    await sells('sale-1');
    expect((await send({ sender: createFileSender(path) })).sent).toBe(1);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ id: 'accrual:op-sale-1', to: '+77011234567', text: 'Проба: +35 points, your balance is 1025.' });
  });
});
