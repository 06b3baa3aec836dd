import { afterAll, beforeAll } from 'vitest';
import { startTestCentral, type TestCentral, type TestCentralOptions } from '../kit.ts';
import type { TestTill } from './test-till.ts';

/** A centre with one enrolled till for all tests of the describe block that calls this; there from the first test on. */
export function useCentral(options?: TestCentralOptions): { central: TestCentral; till: TestTill } {
  const at = {} as { central: TestCentral; till: TestTill };
  beforeAll(async () => {
    at.central = await startTestCentral(options);
    at.till = await at.central.enrolTill();
  });
  afterAll(async () => await at.central.close());
  return at;
}
