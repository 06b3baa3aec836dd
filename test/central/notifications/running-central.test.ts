import { expect, it, onTestFinished } from 'vitest';
import { createHttpSender } from '../../../sync/central/notifications/http-sender.ts';
import { until } from '../../engine/until.ts';
import { startFakeSender } from '../../kit/notifications/fake-sender.ts';
import { startTestCentral } from '../kit.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna } from '../kit/test-shop.ts';
import { pushOne } from '../kit/test-till.ts';
import { agrees, profileBundle, pushCustomer } from '../profiles/kit.ts';

it('a central sends by itself what a till\'s sale gave, and one that is stopped in the middle leaves the message to the next', async () => {
  const fake = await startFakeSender();
  onTestFinished(() => fake.close());
  const notifications = { sender: createHttpSender({ url: fake.url }), intervalMs: 50 };
  const first = await startTestCentral({ bundle: profileBundle(), notifications });
  const till = await first.enrolTill();
  await pushCustomer(first, till, anna.accountId, { phone: { number: '+77011234567', verified: true }, language: 'en', answers: agrees });
  const sale = testSale(first.compiled, { customer: anna });
  fake.misbehave('hang');
  expect(await pushOne(till, 'sale-committed', sale, 'op-1')).toMatchObject({ verdict: 'applied' });
  await until(() => fake.times('accrual:op-1') === 1, 'the message whose answer never comes');
  await first.stop();

  const second = await startTestCentral({ home: first.home, notifications });
  onTestFinished(() => second.close());
  second.clock.nowMs += 120_000;
  await until(() => fake.times('accrual:op-1') === 2, 'the message again');
  expect(fake.messages()).toEqual([{ id: 'accrual:op-1', kind: 'accrual', to: '+77011234567', language: 'en', text: `Проба: +${sale.result.pointsEarned} points, your balance is ${1_000 + sale.result.pointsEarned}.` }]);
});
