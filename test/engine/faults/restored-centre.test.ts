import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestCentral } from '../../central/kit.ts';
import { testSale } from '../../central/kit/test-sale.ts';
import { anna } from '../../central/kit/test-shop.ts';
import { until } from '../until.ts';
import { openChain } from './chain.ts';

it('a centre that was restored to an hour ago gets everything again at the next contact, and the till shows what it made of it', async () => {
  const first = await startTestCentral();
  const { home, port } = first;
  const folder = mkdtempSync(join(tmpdir(), 'till-backup-'));
  const till = await openChain(first);
  try {
    till.sell(testSale(first.compiled, { customer: anna }));
    await till.drained();
    await first.stop();
    cpSync(home, join(folder, 'backup'), { recursive: true });
    const second = await startTestCentral({ home, port });
    for (let sale = 0; sale < 10; sale += 1) till.sell(testSale(second.compiled, { customer: anna }));
    await till.drained();
    const shown = till.pointsOf(anna.accountId);
    await second.stop();
    await until(() => till.engine.contact().breaker !== 'closed', 'the outage');
    rmSync(home, { recursive: true });
    cpSync(join(folder, 'backup'), home, { recursive: true });
    const restored = await startTestCentral({ home, port });
    till.sell(testSale(restored.compiled, {}));
    await until(() => (till.cache.cache.view()?.generation ?? 0) > 1, 'a new snapshot');
    await till.drained();
    expect(await restored.report()).toMatchObject({ operations: till.store.journal.head().seq, parked: 0, waiting: 0, findings: { defect: 0, fork: 0 } });
    expect(till.pointsOf(anna.accountId)).toBe(shown);
    await restored.close();
  } finally {
    await till.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
