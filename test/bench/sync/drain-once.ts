import { rounded } from '../bench-result.ts';
import { checkBooks } from './check-books.ts';
import type { CentralUnderTest } from './central-under-test.ts';
import type { TillsUnderTest } from './tills-under-test.ts';

/** One drain of all tills. CPU in milliseconds for 1,000 operations */
export interface Drain {
  perSecond: number;
  tillsCpu: number;
  centralCpu: number;
  postgresCpu: number;
}

/** Lets tills push what they sold in an outage, and looks at the books afterwards. @param inBooks how many operations the centre had before */
export async function drainOnce(tills: TillsUnderTest, central: CentralUnderTest, { operations, inBooks }: { operations: number; inBooks: number }, tell: (line: string) => void): Promise<Drain> {
  const before = central.cpuMs();
  const { cpuMs, tookMs, unsettled } = await tills.drain();
  const after = central.cpuMs();
  if (unsettled > 0) tell(`${unsettled} verdicts need attention`);
  await checkBooks(central, inBooks + operations);
  const each = (ms: number) => rounded(ms / (operations / 1_000));
  return { perSecond: Math.round(operations / (tookMs / 1_000)), tillsCpu: each(cpuMs), centralCpu: each(after.central - before.central), postgresCpu: each(after.postgres - before.postgres) };
}

export function inWords({ perSecond, tillsCpu, centralCpu, postgresCpu }: Drain): string {
  return `${perSecond} operations/s; CPU ms for 1,000 operations: tills ${tillsCpu}, central ${centralCpu}, PostgreSQL ${postgresCpu}`;
}
