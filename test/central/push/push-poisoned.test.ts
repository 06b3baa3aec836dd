import { expect, it, vi } from 'vitest';
import { testJournal } from '../kit/test-journal.ts';
import { testSale } from '../kit/test-sale.ts';
import { anna } from '../kit/test-shop.ts';
import { useCentral } from '../kit/use-central.ts';

const poison = vi.hoisted(() => ({ opId: '' }));
vi.mock(import('../../../sync/central/push/apply-item.ts'), async (original) => {
  const { applyItem } = await original();
  return {
    applyItem: (state, item) => {
      const outcome = applyItem(state, item);
      // After the books were changed: nothing of that may stay.
      if (item.opId === poison.opId) throw new Error('a mistake of the centre');
      return outcome;
    },
  };
});

const at = useCentral();

it('an operation that the centre fails to book is parked with its reason; what comes before and after it in the batch is booked', async () => {
  const { central, till } = at;
  const journal = testJournal();
  poison.opId = '0c8f7d1e-2222-7000-8000-000000000002';
  const sales = [1, 2, 3].map(() => testSale(central.compiled, { customer: anna }));
  journal.append('sale-committed', sales[0]!);
  journal.append('sale-committed', sales[1]!, { opId: poison.opId });
  journal.append('sale-committed', sales[2]!);
  const before = (await central.availablePoints(till, anna.accountId)) ?? 0;
  const { status, body } = await till.push(journal);
  expect(status).toBe(200);
  expect(body.verdicts.map(({ verdict, reason }) => [verdict, reason])).toEqual([['applied', undefined], ['parked', 'centre-fault'], ['applied', undefined]]);
  expect(await central.availablePoints(till, anna.accountId)).toBe(before + sales[0]!.result.pointsEarned + sales[2]!.result.pointsEarned);
  expect(central.logged).toContainEqual({ level: 'error', message: 'an operation cannot be booked and is parked' });
});
