import { expect, it } from 'vitest';
import { testJournal } from './kit/test-journal.ts';
import { testSale } from './kit/test-sale.ts';
import { anna } from './kit/test-shop.ts';
import { useCentral } from './kit/use-central.ts';

const at = useCentral();

it('a till whose journal has two branches gets no points set aside until it is enrolled anew', async () => {
  const { central, till } = at;
  const hold = { accountId: anna.accountId, cardNumber: anna.cards[0]!.number, points: 10 };
  const journal = testJournal();
  journal.append('sale-committed', testSale(central.compiled, {}));
  const cloned = journal.clone(0);
  await till.push(journal);
  expect(await till.hold(hold)).toMatchObject({ status: 200, body: { outcome: 'held' } });
  cloned.append('sale-committed', testSale(central.compiled, {}));
  expect((await till.push(cloned)).body.verdicts.map(({ verdict }) => verdict)).toEqual(['quarantined']);
  expect(await till.hold(hold)).toMatchObject({ status: 409, body: { code: 'till-quarantined' } });
  central.clock.nowMs += 1_000;
  const again = await central.enrolTill(till.tillId);
  expect(await again.hold(hold)).toMatchObject({ status: 200, body: { outcome: 'held' } });
});
